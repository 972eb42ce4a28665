package org.bakeoff.statistics;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.bakeoff.api.Finding;

/**
 * The result of an experiment, as comparison.json holds it.
 *
 * @param name the experiment's name
 * @param dataset the data
 * @param metrics what was measured
 * @param models the models in the order of the spec
 * @param conclusion what the comparison comes to
 * @param searches the hyperparameter searches, by model that was tuned
 * @param evaluation what evaluators found besides metrics
 */
public record ComparisonResult(
        String name,
        ComparedDataset dataset,
        MeasuredMetrics metrics,
        List<ModelResult> models,
        Conclusion conclusion,
        List<SearchResult> searches,
        EvaluatorFindings evaluation) {

    /** Copies the lists. */
    public ComparisonResult {
        models = List.copyOf(models);
        searches = List.copyOf(searches);
    }

    /**
     * Returns what is left of it without what evaluators found and searches tried, comparisons in other metrics than the primary one and
     * earlier looks: of many models, each of these takes far more memory than the rest.
     */
    public ComparisonResult withoutFindings() {
        return new ComparisonResult(
                name,
                dataset,
                metrics,
                models,
                new Conclusion(
                        conclusion.margin(),
                        comparisons().stream().toList(),
                        conclusion.majorityClassBaseline(),
                        List.of(),
                        SeedRounds.NONE,
                        conclusion.warnings()),
                List.of(),
                new EvaluatorFindings(List.of(), List.of(), evaluation.failures()));
    }

    /** Returns the metric that verdicts are about; empty if it couldn't be measured. */
    public Optional<MeasuredMetrics.Metric> primaryMetric() {
        return metrics.primaryMetric();
    }

    /** Returns the comparisons in the primary metric, which have verdicts. */
    public ComparedPairs<PairwiseComparison> comparisons() {
        return metrics.primary()
                .map(conclusion::comparisons)
                .orElseGet(() -> ComparedPairs.<PairwiseComparison>of(List.of()));
    }

    /**
     * Returns in each of the other metrics how many of the pairs of models are compared: those of the best model first, where all pairs
     * in all metrics would be too many. Empty where all are.
     */
    public OptionalInt comparedInOthers() {
        int most = ChosenPairs.most(metrics.exploratory().size());
        return comparisons().size() > most ? OptionalInt.of(most) : OptionalInt.empty();
    }

    /**
     * Returns how two models compare in the primary metric, with the first one as the left one.
     *
     * @throws NoSuchElementException if there is no model of that name, or no result of one
     */
    public PairwiseComparison comparison(String left, String right) {
        model(left);
        model(right);
        return comparisons()
                .find(left, right)
                .orElseThrow(() -> new NoSuchElementException(
                        "'" + left + "' and '" + right + "' are not compared: both need a result"));
    }

    /**
     * Returns a model by its name.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    public ModelResult model(String model) {
        return models.stream()
                .filter(candidate -> candidate.name().equals(model))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no model is named '" + model + "'; there are "
                        + models.stream().map(ModelResult::name).toList()));
    }

    /** Returns which models are best, as far as the verdicts say. */
    public Headline headline() {
        return new Ranking(this).headline();
    }

    /**
     * Returns the models that no other one beats in the primary metric, in the order of the spec. A model whose trials failed in
     * part isn't among them, unless no model is complete.
     */
    public List<String> best() {
        return ranking().stream().findFirst().orElse(List.of());
    }

    /**
     * Returns the models that are compared in the primary metric, in groups: {@link #best()}, then those that are beaten by models
     * of the earlier groups alone, and so on. Models of one group need not be equally good: no verdict ranks them.
     */
    public List<List<String>> ranking() {
        return new Ranking(this).groups();
    }

    /**
     * Returns a row for each model, and one for the majority class where it has a value of the primary metric: the best value
     * first, and last the models that aren't compared. Empty if no model has a value.
     */
    public List<RankedModel> rankedModels() {
        return new Ranking(this).rows();
    }

    /** Returns the class that the primary metric is of, as its title says, such as "F1 of fraud"; empty if it is of all classes. */
    public Optional<String> classOfPrimaryMetric() {
        return primaryMetric()
                .flatMap(metric ->
                        dataset.positive().filter(positive -> metric.title().endsWith(" of " + positive)));
    }

    /** Returns the same result with other findings. */
    public ComparisonResult withFindings(List<Finding> findings) {
        return new ComparisonResult(
                name,
                dataset,
                metrics,
                models,
                conclusion,
                searches,
                new EvaluatorFindings(findings, evaluation.slices(), evaluation.failures()));
    }

    /** Returns the same result with other warnings. */
    ComparisonResult withWarnings(List<Warning> warnings) {
        return new ComparisonResult(
                name,
                dataset,
                metrics,
                models,
                new Conclusion(
                        conclusion.margin(),
                        conclusion.comparisons(),
                        conclusion.majorityClassBaseline(),
                        conclusion.power(),
                        conclusion.rounds(),
                        warnings),
                searches,
                evaluation);
    }

    /** Returns whether every trial gave a result and nothing else went wrong. */
    public boolean complete() {
        return evaluation.failures().isEmpty() && models.stream().allMatch(ModelResult::complete);
    }
}
