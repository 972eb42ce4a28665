package org.bakeoff.training.progress;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reports what happens while an experiment runs. Events of different trials may come from different threads, one at a time. */
public sealed interface Progress {

    /**
     * One of the runs of a benchmark starts; what follows is about it.
     *
     * @param run its name
     * @param number counted from 1
     * @param of how many there are
     * @param secondsLeft about how long it and those to come take, by the runs that have ended; empty as long as none has
     */
    record RunStarted(String run, int number, int of, OptionalDouble secondsLeft) implements Progress {}

    /**
     * One of the runs of a benchmark has ended without a result.
     *
     * @param run its name
     * @param failure why, for the user
     */
    record RunFailed(String run, String failure) implements Progress {}

    /**
     * A source is being downloaded.
     *
     * @param source the URL
     * @param bytes how much is there, what an earlier attempt left included
     * @param total how much there will be, or -1 if the server doesn't say
     */
    record Downloading(String source, long bytes, long total) implements Progress {}

    /** A dataset is being read and encoded, because the cache doesn't have it. */
    record Encoding(String dataset) implements Progress {}

    /** The texts are being encoded for a model with an encoding of its own, and for all others with the same one. */
    record EncodingFor(String model) implements Progress {}

    /**
     * The data is at hand.
     *
     * @param dataset the plugin's name
     * @param train training examples, without the validation set
     * @param validation validation examples
     * @param test test examples
     * @param cached whether it came encoded from the cache
     * @param seconds how long that took
     */
    record DataReady(String dataset, int train, int validation, int test, boolean cached, double seconds)
            implements Progress {}

    /**
     * Training starts.
     *
     * @param trials how many trials there are, those that confirm what a search selects among them
     * @param workers how many worker processes run them at once; 0 if they run one after the other in this process
     */
    record TrialsPlanned(int trials, int workers) implements Progress {}

    /**
     * Successive halving stops configurations that the others leave behind.
     *
     * @param model the model's name
     * @param epochs after how many epochs
     * @param kept how many configurations continue
     * @param compared how many there were until then
     */
    record ConfigurationsKept(String model, int epochs, int kept, int compared) implements Progress {}

    /**
     * A configuration of a model is selected by the validation examples, after all were trained.
     *
     * @param model the model's name
     * @param configuration the number of the configuration
     * @param tried how many there were
     * @param values what it sets: JSON texts by JSON pointers into the spec
     */
    record ConfigurationSelected(String model, int configuration, int tried, Map<String, String> values)
            implements Progress {}

    /**
     * The selected configurations are trained again, with fresh seeds, to be tested.
     *
     * @param trials how many trials that takes
     */
    record Confirming(int trials) implements Progress {}

    /**
     * Models were compared that may get more seeds.
     *
     * @param seeds the seeds of each model
     * @param goal what every pair is to have
     * @param rate whether the primary metric is a rate, a fraction of one
     * @param open the pairs that don't have it
     * @param adding the models that get another seed; none if training ends
     */
    record SeedsCompared(Map<String, Integer> seeds, Goal goal, boolean rate, List<Open> open, List<String> adding)
            implements Progress {

        /** Says what every pair is to have. */
        public enum Goal {
            /** A verdict. */
            VERDICT,
            /** A narrow interval. */
            NARROW_INTERVAL
        }

        /**
         * A pair of models that isn't as was wanted.
         *
         * @param difference in the primary metric, that of left less that of right
         * @param low the lower end of its simultaneous interval
         * @param high the upper end
         */
        public record Open(String left, String right, double difference, double low, double high) {}
    }

    /** All models are trained and are now being compared. */
    record Comparing() implements Progress {}

    /**
     * An evaluator looks at the predictions, or all have, and intervals and verdicts are computed.
     *
     * @param evaluator its name; empty if all are done
     * @param done how many are done
     * @param total how many there are
     */
    record Evaluating(Optional<String> evaluator, int done, int total) implements Progress {}

    /**
     * A plugin's jar or folder isn't any more what it was when the run started.
     *
     * @param location the jar or folder
     * @param sha256 its SHA-256 at the start
     * @param now its SHA-256 now; null if it can't be read
     * @param copied whether the run used a copy from the start; if not, the change may have reached it
     */
    record PluginReplaced(
            String location, String sha256, @Nullable String now, boolean copied) implements Progress {}

    /** Something that happens in one trial. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TrialStarted.class, name = "started"),
        @JsonSubTypes.Type(value = BatchTrained.class, name = "batch"),
        @JsonSubTypes.Type(value = EpochEnded.class, name = "epoch"),
        @JsonSubTypes.Type(value = Predicting.class, name = "predicting"),
        @JsonSubTypes.Type(value = TrialRetried.class, name = "retried"),
        @JsonSubTypes.Type(value = TrialResumed.class, name = "resumed"),
        @JsonSubTypes.Type(value = TrialWarned.class, name = "warned"),
        @JsonSubTypes.Type(value = TrialKept.class, name = "kept"),
        @JsonSubTypes.Type(value = TrialEnded.class, name = "ended"),
        @JsonSubTypes.Type(value = TrialFailed.class, name = "failed")
    })
    sealed interface OfTrial extends Progress {

        /** Returns the trial's name, MODEL-SEED. */
        String trial();
    }

    /**
     * A trial starts training.
     *
     * @param model the model's name
     * @param layers its layers
     * @param epochs how many epochs there will be at most
     * @param batches how many batches an epoch has
     */
    record TrialStarted(String trial, String model, List<Layer> layers, int epochs, int batches) implements OfTrial {}

    /**
     * A batch was trained; not every batch is reported.
     *
     * @param epoch counted from 1
     * @param batch counted from 1
     * @param loss mean loss an example in this epoch so far
     * @param accuracy fraction of right predictions in this epoch so far
     * @param examplesPerSecond in this epoch so far
     */
    record BatchTrained(String trial, int epoch, int batch, double loss, double accuracy, double examplesPerSecond)
            implements OfTrial {}

    /** An epoch is over. */
    record EpochEnded(String trial, Epoch epoch) implements OfTrial {}

    /** The trained model predicts the test examples. */
    record Predicting(String trial, int done, int total) implements OfTrial {}

    /**
     * A trial resumes from a checkpoint.
     *
     * @param epoch the epoch that it resumes in, counted from 1
     * @param batches how many batches of that epoch were trained before
     */
    record TrialResumed(String trial, int epoch, int batches) implements OfTrial {}

    /**
     * Something is wrong with a trial's files, but the trial continues.
     *
     * @param warning what it does, and why, for the user: the rest of a sentence that begins with the trial's name
     */
    record TrialWarned(String trial, String warning) implements OfTrial {}

    /**
     * A trial that an earlier run has finished is not run again.
     *
     * @param trial its name
     */
    record TrialKept(String trial) implements OfTrial {}

    /**
     * A trial failed for the first time and is retried, from its last checkpoint if it has one.
     *
     * @param failure why it failed, in words for the user
     */
    record TrialRetried(String trial, String failure) implements OfTrial {}

    /**
     * A trial has ended with a result.
     *
     * @param trainSeconds how long it trained
     */
    record TrialEnded(String trial, double trainSeconds) implements OfTrial {}

    /**
     * A trial has ended without a result.
     *
     * @param failure why it failed, for the user
     */
    record TrialFailed(String trial, String failure) implements OfTrial {}
}
