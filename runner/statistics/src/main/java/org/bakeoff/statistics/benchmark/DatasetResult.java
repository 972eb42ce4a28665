package org.bakeoff.statistics.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.PairwiseComparison;

/**
 * The models on one data set.
 *
 * @param name the data set's name
 * @param data what it consists of
 * @param values by model, in the order of the benchmark; only models that have one
 * @param trainSeconds how long a training took, by model, the mean over seeds and runs; only of models that have a value
 * @param comparisons every pair of models, with verdicts within the data set
 * @param best the models that no other beats there
 * @param failure why there is no result, or not all of one
 */
public record DatasetResult(
        String name,
        Data data,
        Map<String, Estimate> values,
        Map<String, Double> trainSeconds,
        List<PairwiseComparison> comparisons,
        List<String> best,
        Optional<String> failure) {

    /** Copies the lists and the maps, in their order. */
    public DatasetResult {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        trainSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(trainSeconds));
        comparisons = ComparedPairs.of(comparisons);
        best = List.copyOf(best);
    }

    /**
     * Says what a data set consists of; zeros where there is no result.
     *
     * @param train training examples, without those for validation; of several runs the mean
     * @param test test examples; of several runs the mean
     * @param classes how many classes it has
     * @param folds its runs
     * @param sameTest an earlier data set that has the same test set, or that of one of its runs
     * @param doubts what limits what its values say
     */
    public record Data(int train, int test, int classes, Folds folds, Optional<String> sameTest, Doubts doubts) {

        /** Describes one of which nothing is doubtful. */
        public Data(int train, int test, int classes, Folds folds, Optional<String> sameTest) {
            this(train, test, classes, folds, sameTest, Doubts.NONE);
        }
    }

    /**
     * What limits what the values on a data set say.
     *
     * @param undefined the runs that don't count in them, since their test sets lack a class without which the metric says nothing
     * @param leaking how many test texts the training sets have too, word for word or nearly, in all runs together
     * @param texts of how many
     * @param sharedGroups how many groups of test examples have training examples, too, in all runs together
     * @param groups of how many
     * @param ofTrials what its trials and predictions give reason to doubt
     * @param majorityClass the metric of a constant prediction; of several runs the mean; empty where it isn't defined
     */
    public record Doubts(
            int undefined,
            long leaking,
            long texts,
            long sharedGroups,
            long groups,
            List<Doubt> ofTrials,
            OptionalDouble majorityClass) {

        /** Nothing is doubtful. */
        public static final Doubts NONE = new Doubts(0, 0, 0, 0, 0, List.of(), OptionalDouble.empty());

        /** Copies the list. */
        public Doubts {
            ofTrials = List.copyOf(ofTrials);
        }
    }

    /** Something that gives reason to doubt what some model's trials on a data set say, whether it is compared or stands alone. */
    public enum Doubt {
        /** It was trained with a single seed, though others may give other values. */
        SINGLE_SEED,
        /** Its predictions come from a single file, that of a single seed. */
        SINGLE_FILE,
        /** Trials diverged, and count as guesses. */
        DIVERGED_TRIALS,
        /** Some seeds of a model are hardly better than the majority class, while another one clearly is. */
        COLLAPSED_SEEDS,
        /** Seeds were added after a look at the results, without a plan. */
        SEEDS_ADDED,
        /** Its predictions come from files, and may not be what they should be, by their labels or probabilities. */
        DOUBTFUL_PREDICTIONS
    }

    /**
     * The runs on a data set.
     *
     * @param runs how many there are: 1, or one for each fold of each repeat
     * @param repeats how many repeats they are of
     * @param testSets how many different test sets they have; fewer than runs where repeats cut alike, as they do with few groups
     */
    public record Folds(int runs, int repeats, int testSets) {

        /** One run. */
        public static final Folds ONE = new Folds(1, 1, 1);

        /** Returns whether repeats have test sets in common. */
        public boolean cutAlike() {
            return testSets < runs;
        }

        /** Returns how many repeats the different test sets would make. */
        double differentRepeats() {
            return (double) testSets * repeats / runs;
        }
    }

    /** Returns the number of training examples; see {@link Data}. */
    public int train() {
        return data.train();
    }

    /** Returns the number of test examples; see {@link Data}. */
    public int test() {
        return data.test();
    }

    /** Returns the number of classes. */
    public int classes() {
        return data.classes();
    }

    /** Returns the number of runs. */
    public int runs() {
        return data.folds().runs();
    }

    /** Returns the value of a model; empty if it has none. */
    public Optional<Estimate> value(String model) {
        return Optional.ofNullable(values.get(model));
    }
}
