package org.bakeoff.statistics.benchmark;

import java.util.List;
import java.util.Optional;
import org.bakeoff.statistics.MeasuredMetrics;

/**
 * Models compared over several data sets.
 *
 * @param name the benchmark's name
 * @param metric the metric that the verdicts are about
 * @param models the models in the order of the spec
 * @param datasets the data sets in the order of the spec
 * @param comparisons every pair of models that some data set compares
 * @param ranks the models of these pairs, the best mean rank first
 */
public record BenchmarkResult(
        String name,
        MeasuredMetrics.Metric metric,
        List<BenchmarkInput.Model> models,
        List<DatasetResult> datasets,
        List<OverallComparison> comparisons,
        List<MeanRank> ranks) {

    /** Copies the lists. */
    public BenchmarkResult {
        models = List.copyOf(models);
        datasets = List.copyOf(datasets);
        comparisons = List.copyOf(comparisons);
        ranks = List.copyOf(ranks);
    }

    /** Returns how two models compare over all data sets, with the first one as the left one; empty if no data set compares them. */
    public Optional<OverallComparison> comparison(String left, String right) {
        return comparisons.stream()
                .filter(pair -> pair.isOf(left, right))
                .findFirst()
                .map(pair -> pair.left().equals(left) ? pair : pair.reversed());
    }

    /** Returns whether a model is better than another one over all data sets, by the verdict. */
    public boolean isBetter(String model, String other) {
        return comparison(model, other).filter(pair -> pair.isBetter(model)).isPresent();
    }

    /** Returns the models that no other one is better than over all data sets, the best mean rank first. */
    public List<String> best() {
        List<String> compared = ranks.stream().map(MeanRank::model).toList();
        return compared.stream()
                .filter(model -> compared.stream().noneMatch(rival -> isBetter(rival, model)))
                .toList();
    }
}
