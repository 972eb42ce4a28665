package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bakeoff.training.progress.Layer;
import org.jspecify.annotations.Nullable;

/**
 * One model of a comparison.
 *
 * @param name its name in the spec
 * @param plugin the plugin that makes it
 * @param configuration the number of its configuration in a search, from 1 on; 0 outside of one
 * @param baseline whether it is a baseline, which a network should outperform
 * @param parameters how many numbers it learns; 0 if no trial got so far
 * @param layers its layers; empty if no trial got so far
 * @param trials one a seed
 * @param metrics by name, means over the seeds that have predictions; empty if none has
 * @param failureRateBound the largest share of seeds that may fail or diverge, with 95% confidence
 * @param budget what it was given, or null if no trial ended
 */
public record ModelResult(
        String name,
        String plugin,
        int configuration,
        boolean baseline,
        long parameters,
        List<Layer> layers,
        List<Trial> trials,
        Map<String, Measured> metrics,
        double failureRateBound,
        @Nullable Budget budget) {

    /** Copies the lists. */
    public ModelResult {
        layers = List.copyOf(layers);
        trials = List.copyOf(trials);
    }

    /** How a trial ended. */
    public enum Status {
        /** It was trained to its end. */
        DONE,
        /** Its numbers grew without bound; it counts as a model that finds every class equally likely. */
        DIVERGED,
        /** It has no predictions. */
        FAILED
    }

    /**
     * One trial.
     *
     * @param seed its seed
     * @param status how it ended
     * @param reason why it diverged or failed; empty if it is done
     * @param metrics by name; empty if it failed
     * @param trainSeconds how long it trained
     * @param examplesPerSecond training examples a second
     */
    public record Trial(
            long seed,
            Status status,
            Optional<String> reason,
            Map<String, Double> metrics,
            double trainSeconds,
            double examplesPerSecond) {}

    /**
     * A metric of the model.
     *
     * @param value the mean over seeds
     * @param low the lower end of its 95% interval
     * @param high the upper end
     * @param standardDeviation the standard deviation over seeds; NaN for a single one
     * @param standardError the standard error that comes from the choice of test examples
     */
    public record Measured(double value, double low, double high, double standardDeviation, double standardError) {}

    /** The name of one of its trials, which its folder has too. */
    public String name(Trial trial) {
        return org.bakeoff.training.Trial.name(name, configuration, trial.seed());
    }

    /**
     * Returns a metric.
     *
     * @throws NoSuchElementException if it wasn't measured
     */
    public Measured measured(String metric) {
        Measured measured = metrics.get(metric);
        if (measured == null) {
            throw new NoSuchElementException(name + " has no metric '" + metric + "'");
        }
        return measured;
    }

    /** Whether every trial has predictions. */
    public boolean complete() {
        return trials.stream().allMatch(trial -> trial.status() != Status.FAILED);
    }

    /** Returns how many trials diverged. */
    public int diverged() {
        return (int) trials.stream()
                .filter(trial -> trial.status() == Status.DIVERGED)
                .count();
    }

    /** Returns how many trials have predictions. */
    public int seeds() {
        return (int)
                trials.stream().filter(trial -> trial.status() != Status.FAILED).count();
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
