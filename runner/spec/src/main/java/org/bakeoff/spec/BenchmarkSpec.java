package org.bakeoff.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bakeoff.api.Dataset.Fold;
import tools.jackson.databind.JsonNode;

/**
 * A resolved benchmark: the same models on several data sets, on the folds of each, or with several numbers of training
 * examples.
 *
 * @param name its name
 * @param runs its runs, each a spec of its own; those of a data set follow each other
 * @param json the resolved benchmark
 */
public record BenchmarkSpec(String name, List<Run> runs, JsonNode json) {

    /** The largest number of runs. */
    static final int MOST_RUNS = 10_000;

    /** The largest number of data sets: the time of the signed-rank test grows with its third power. */
    static final int MOST_DATASETS = 1_000;

    /** Copies the list. */
    public BenchmarkSpec {
        runs = List.copyOf(runs);
    }

    /**
     * One of its runs.
     *
     * @param dataset the name of the data set
     * @param fold which of its folds is tested on
     * @param trainSize how many examples are trained on; empty for all
     * @param spec what is run; its name is unique within the benchmark
     */
    public record Run(String dataset, Optional<Fold> fold, OptionalInt trainSize, Spec spec) {

        /** Returns its name. */
        public String name() {
            return spec.name();
        }
    }

    /** Returns the names of the data sets in their order. */
    public List<String> datasets() {
        return runs.stream().map(Run::dataset).distinct().toList();
    }

    /** Returns the numbers of training examples, in ascending order; a single empty one where all are trained on. */
    public List<OptionalInt> trainSizes() {
        return runs.stream().map(Run::trainSize).distinct().toList();
    }
}
