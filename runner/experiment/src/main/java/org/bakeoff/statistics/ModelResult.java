package org.bakeoff.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bakeoff.training.progress.Layer;
import org.jspecify.annotations.Nullable;

/**
 * One model of a comparison.
 *
 * @param name its name in the spec
 * @param plugin the plugin that makes it
 * @param setting the number of its setting in a sweep, from 1 on; 0 outside of one
 * @param floor whether it is a floor, which a network should beat
 * @param parameters how many numbers it learns; 0 if no trial got so far
 * @param layers its layers; empty if no trial got so far
 * @param trials one a seed
 * @param metrics by name, means over the seeds that have predictions; empty if none has
 * @param failureBound the largest share of seeds that may fail or diverge, with 95% confidence
 * @param budget what it was given, or null if no trial ended
 */
public record ModelResult(
        String name,
        String plugin,
        int setting,
        boolean floor,
        long parameters,
        List<Layer> layers,
        List<Trial> trials,
        Map<String, Measured> metrics,
        double failureBound,
        @Nullable Budget budget) {

    /** Copies the lists. */
    public ModelResult {
        layers = List.copyOf(layers);
        trials = List.copyOf(trials);
    }

    /** How a trial ended. */
    public enum Status {
        /** It was trained to its end. */
        @JsonProperty("done")
        DONE,
        /** Its numbers grew without bound; it counts as a model that finds every class equally likely. */
        @JsonProperty("diverged")
        DIVERGED,
        /** It has no predictions. */
        @JsonProperty("failed")
        FAILED
    }

    /**
     * One trial.
     *
     * @param seed its seed
     * @param status how it ended
     * @param failure why it diverged or failed, or null
     * @param metrics by name; empty if it failed
     * @param trainSeconds how long it trained
     * @param examplesPerSecond training examples a second
     */
    public record Trial(
            long seed,
            Status status,
            @JsonSetter(nulls = Nulls.SET) @Nullable String failure,
            Map<String, Double> metrics,
            double trainSeconds,
            double examplesPerSecond) {}

    /**
     * A metric of the model.
     *
     * @param value the mean over seeds
     * @param low the lower end of its 95% interval
     * @param high the upper end
     * @param seedDeviation the standard deviation between seeds; NaN for a single one
     * @param samplingError the standard error that comes from the choice of test examples
     */
    public record Measured(double value, double low, double high, double seedDeviation, double samplingError) {}

    /** The name of one of its trials, which its folder has too. */
    public String name(Trial trial) {
        return org.bakeoff.training.Trial.name(name, setting, trial.seed());
    }

    /** Whether every trial has predictions. */
    public boolean complete() {
        return trials.stream().allMatch(trial -> trial.status() != Status.FAILED);
    }

    /** The mean time of training over the trials that have predictions, in seconds; NaN if none has. */
    public double trainSeconds() {
        return mean(Trial::trainSeconds);
    }

    /** The mean speed over the trials that have predictions; NaN if none has. */
    public double examplesPerSecond() {
        return mean(Trial::examplesPerSecond);
    }

    private double mean(ToDoubleFunction<Trial> value) {
        return trials.stream()
                .filter(trial -> trial.status() != Status.FAILED)
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }
}
