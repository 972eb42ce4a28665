package org.bakeoff.statistics.benchmark;

import java.util.List;
import java.util.OptionalInt;

/**
 * The results of a benchmark, for each number of training examples.
 *
 * @param name its name
 * @param sizes by number of training examples, in ascending order; at least one
 * @param curves the learning curves by data set; none with a single size
 * @param turns where the order of two models turns over all data sets
 */
public record BenchmarkResults(
        String name, List<OfTrainSize> sizes, List<LearningCurves> curves, List<OrderTurn> turns) {

    /** Copies the lists. */
    public BenchmarkResults {
        sizes = List.copyOf(sizes);
        curves = List.copyOf(curves);
        turns = List.copyOf(turns);
    }

    /** Returns the results with what they say of more training examples. */
    public static BenchmarkResults of(String name, List<OfTrainSize> sizes) {
        if (sizes.size() < 2) {
            return new BenchmarkResults(name, sizes, List.of(), List.of());
        }
        TrainSizeComparison comparison = new TrainSizeComparison(sizes);
        return new BenchmarkResults(name, sizes, comparison.curves(), comparison.turns());
    }

    /**
     * The result with so many training examples.
     *
     * @param trainSize how many; empty for all that there are
     * @param result the models on all data sets
     */
    public record OfTrainSize(OptionalInt trainSize, BenchmarkResult result) {}

    /** Returns the result with the most training examples. */
    public BenchmarkResult largest() {
        return sizes.get(sizes.size() - 1).result();
    }

    /** Returns whether no data set failed. */
    public boolean complete() {
        return sizes.stream()
                .flatMap(size -> size.result().datasets().stream())
                .allMatch(dataset -> dataset.failure().isEmpty());
    }
}
