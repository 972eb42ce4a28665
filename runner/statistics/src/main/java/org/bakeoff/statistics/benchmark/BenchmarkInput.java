package org.bakeoff.statistics.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
     * @param repeats the repeat that each run is of
     * @param failure why there is no result, or not all of one
     */
    public record Runs(String name, List<ComparisonResult> runs, List<Integer> repeats, Optional<String> failure) {

        /** Copies the lists. */
        public Runs {
            runs = List.copyOf(runs);
            repeats = List.copyOf(repeats);
        }

        /** Makes the runs of a single repeat. */
        public Runs(String name, List<ComparisonResult> runs, Optional<String> failure) {
            this(name, runs, Collections.nCopies(runs.size(), 1), failure);
        }

        /** Returns the runs of each repeat. */
        List<List<ComparisonResult>> byRepeat() {
            return repeats.stream()
                    .distinct()
                    .map(repeat -> IntStream.range(0, runs.size())
                            .filter(run -> repeats.get(run).equals(repeat))
                            .mapToObj(runs::get)
                            .toList())
                    .toList();
        }
    }
}
