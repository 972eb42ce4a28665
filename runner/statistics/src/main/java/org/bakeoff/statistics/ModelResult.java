package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * One model of a comparison.
 *
 * @param name its name in the spec
 * @param baseline whether it is a baseline, which others should outperform
 * @param description what it is and what it was given
 * @param trials its trials, one a seed
 * @param metrics by name, means over the seeds that have predictions; empty if none has
 * @param failureRateBound the largest share of seeds that may fail or diverge, with 95% confidence; NaN without trials
 */
public record ModelResult(
        String name,
        boolean baseline,
        ModelDescription description,
        List<Trial> trials,
        Map<String, Measured> metrics,
        double failureRateBound) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** Copies the list and the map, in its order. */
    public ModelResult {
        trials = List.copyOf(trials);
        metrics = OrderedMap.copyOf(metrics);
    }

    /** Says how a trial ended. */
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
     * @param trainSeconds how long it trained; NaN if no epoch ended
     * @param examplesPerSecond training examples a second; NaN if no epoch ended
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
     * @param value the mean over seeds; NaN if it can't be had
     * @param low the lower end of its 95% interval; NaN if it can't be had
     * @param high the upper end; NaN if it can't be had
     * @param standardDeviation the standard deviation over seeds; NaN for a single one
     * @param standardError the standard error that comes from the choice of test examples
     * @param missing why there is no value or no interval; empty if there are both
     */
    public record Measured(
            double value,
            double low,
            double high,
            double standardDeviation,
            double standardError,
            Optional<MissingReason> missing) {

        /** Returns the value with its interval. */
        public Estimate estimate() {
            return new Estimate(value, low, high);
        }
    }

    /**
     * Returns whether a model may have a name: 1 to 100 letters, digits, dots, hyphens and underscores, the first a letter or a
     * digit. The names of its trials' folders start with it, so a name that comes from a file must be checked.
     */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the name of one of its trials, which its folder has too: MODEL-SEED or MODEL-CONFIGURATION-SEED. */
    public String name(Trial trial) {
        int configuration = description.configuration();
        return name + (configuration == 0 ? "" : "-" + configuration) + "-" + trial.seed();
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

    /** Returns whether every trial has predictions. */
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

    /** Returns the mean time of training over the trials that have predictions and a time, in seconds; NaN if none has. */
    public double trainSeconds() {
        return mean(Trial::trainSeconds);
    }

    /** Returns the mean speed over the trials that have predictions and a speed; NaN if none has. */
    public double examplesPerSecond() {
        return mean(Trial::examplesPerSecond);
    }

    private double mean(ToDoubleFunction<Trial> value) {
        return trials.stream()
                .filter(trial -> trial.status() != Status.FAILED)
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
