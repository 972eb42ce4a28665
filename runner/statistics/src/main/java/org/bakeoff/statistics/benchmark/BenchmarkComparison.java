package org.bakeoff.statistics.benchmark;

import java.util.List;

/** Compares the models of a benchmark on each data set and over all of them. */
public final class BenchmarkComparison {

    private BenchmarkComparison() {}

    /** Compares; a data set without a result leaves the others as they are. */
    public static BenchmarkResult compare(BenchmarkInput input) {
        List<DatasetResult> datasets = input.datasets().stream()
                .map(runs -> DatasetComparison.compare(input, runs))
                .toList();
        OverallComparisons overall = new OverallComparisons(input, datasets);
        return new BenchmarkResult(
                input.name(), input.metric(), input.models(), datasets, overall.comparisons(), overall.ranks());
    }
}
