package org.bakeoff.runner.compare;

import java.util.List;
import org.bakeoff.api.Finding;

/**
 * The result of an experiment.
 *
 * @param name the experiment's name
 * @param dataset what it ran on
 * @param models the models in the order of the spec
 * @param contrasts every pair of models that both have results, by metric
 * @param findings what the evaluators found, in the order of the spec
 * @param problems what went wrong but for the trials, such as an evaluator that failed, in sentences
 */
public record ComparisonResult(
        String name,
        Dataset dataset,
        List<ModelResult> models,
        List<Contrast> contrasts,
        List<Finding> findings,
        List<String> problems) {

    /** Copies the lists. */
    public ComparisonResult {
        models = List.copyOf(models);
        contrasts = List.copyOf(contrasts);
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
     */
    public record Dataset(String plugin, int train, int validation, int test, int clusters, List<String> classes) {

        /** Copies the list. */
        public Dataset {
            classes = List.copyOf(classes);
        }
    }

    /** Whether every trial gave a result and nothing else went wrong. */
    public boolean complete() {
        return problems.isEmpty() && models.stream().allMatch(ModelResult::complete);
    }
}
