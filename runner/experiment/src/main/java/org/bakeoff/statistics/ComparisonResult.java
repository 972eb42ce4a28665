package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import org.bakeoff.api.Finding;

/**
 * The result of an experiment, as comparison.json holds it.
 *
 * @param name the experiment's name
 * @param dataset what it ran on
 * @param conclusion what it comes to, in sentences
 * @param models the models in the order of the spec
 * @param contrasts every pair of models that both have results, by metric
 * @param checks what was found out about the data
 * @param slices the primary metric in parts of the test examples
 * @param tuning what a sweep tried, a model each that was swept; empty without one
 * @param metrics what was measured, the primary metric first
 * @param findings what else the evaluators found, in the order of the spec
 * @param problems what went wrong but for the trials, such as an evaluator that failed, in sentences
 */
public record ComparisonResult(
        String name,
        Dataset dataset,
        Conclusion conclusion,
        List<ModelResult> models,
        List<Contrast> contrasts,
        List<DataCheck> checks,
        List<SlicesResult> slices,
        List<SearchResult> tuning,
        List<MeasuredMetric> metrics,
        List<Finding> findings,
        List<String> problems) {

    /** Copies the lists. */
    public ComparisonResult {
        models = List.copyOf(models);
        contrasts = List.copyOf(contrasts);
        checks = List.copyOf(checks);
        slices = List.copyOf(slices);
        tuning = List.copyOf(tuning);
        metrics = List.copyOf(metrics);
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }

    /**
     * The data of a comparison.
     *
     * @param plugin the dataset plugin
     * @param train training examples, without those held out
     * @param validation training examples held out
     * @param test test examples
     * @param clusters how many clusters the test examples form
     * @param classes the names of the classes
     * @param testSha256 the SHA-256 of the test examples' ids, labels and texts
     * @param evaluations how many trained models were evaluated on these test examples with this cache so far, those of
     *     this comparison included
     * @param majority what each metric would be for a model that gives every example the shares of the classes in the
     *     training half
     */
    public record Dataset(
            String plugin,
            int train,
            int validation,
            int test,
            int clusters,
            List<String> classes,
            String testSha256,
            long evaluations,
            Map<String, Double> majority) {

        /** Copies the list. */
        public Dataset {
            classes = List.copyOf(classes);
        }
    }

    /**
     * A metric that was measured.
     *
     * @param name its name
     * @param title its heading for people
     * @param higherIsBetter whether the larger of two values is the better one
     * @param rate whether it is a share of examples
     */
    public record MeasuredMetric(String name, String title, boolean higherIsBetter, boolean rate) {}

    /** Whether every trial gave a result and nothing else went wrong. */
    public boolean complete() {
        return problems.isEmpty() && models.stream().allMatch(ModelResult::complete);
    }
}
