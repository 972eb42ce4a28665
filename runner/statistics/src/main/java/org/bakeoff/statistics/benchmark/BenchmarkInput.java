package org.bakeoff.statistics.benchmark;

import java.util.List;
import java.util.Optional;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;

/**
 * The runs of a benchmark.
 *
 * @param name the benchmark's name
 * @param metric the metric that the verdicts are about, the primary one of every run
 * @param models the models in the order of the spec; runs know them by their names
 * @param datasets the data sets in the order of the spec
 */
public record BenchmarkInput(String name, MeasuredMetrics.Metric metric, List<Model> models, List<Runs> datasets) {

    /** Copies the lists. */
    public BenchmarkInput {
        models = List.copyOf(models);
        datasets = List.copyOf(datasets);
    }

    /**
     * A model.
     *
     * @param name its name
     * @param baseline whether it is a baseline, which others should outperform
     */
    public record Model(String name, boolean baseline) {}

    /**
     * The runs on one data set.
     *
     * @param name the data set's name
     * @param runs one, or one for each fold of each repeat; empty with a failure
     * @param failure why there is no result
     */
    public record Runs(String name, List<ComparisonResult> runs, Optional<String> failure) {

        /** Copies the list. */
        public Runs {
            runs = List.copyOf(runs);
        }
    }
}
