package org.bakeoff.statistics.benchmark;

import java.util.List;
import java.util.OptionalInt;

/**
 * The results of a benchmark, for each number of training examples.
 *
 * @param name its name
 * @param sizes by number of training examples, in ascending order; at least one
 */
public record BenchmarkResults(String name, List<OfTrainSize> sizes) {

    /** Copies the list. */
    public BenchmarkResults {
        sizes = List.copyOf(sizes);
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
