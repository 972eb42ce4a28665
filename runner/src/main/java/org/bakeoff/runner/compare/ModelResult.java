package org.bakeoff.runner.compare;

import java.util.List;
import java.util.Map;
import org.bakeoff.runner.progress.Layer;
import org.jspecify.annotations.Nullable;

/**
 * One model of a comparison.
 *
 * @param name its name in the spec
 * @param plugin the plugin that makes it
 * @param parameters how many numbers it learns; 0 if no trial got so far
 * @param layers its layers; empty if no trial got so far
 * @param trials one a seed
 * @param metrics by name, means over the seeds that are done; empty if none is
 */
public record ModelResult(
        String name,
        String plugin,
        long parameters,
        List<Layer> layers,
        List<Trial> trials,
        Map<String, Estimate> metrics) {

    /** Copies the lists. */
    public ModelResult {
        layers = List.copyOf(layers);
        trials = List.copyOf(trials);
    }

    /**
     * One trial.
     *
     * @param seed its seed
     * @param status "done" or "failed"
     * @param failure why it failed, or null
     * @param metrics by name; empty if it failed
     * @param trainSeconds how long it trained
     * @param examplesPerSecond training examples a second
     */
    public record Trial(
            long seed,
            String status,
            @Nullable String failure,
            Map<String, Double> metrics,
            double trainSeconds,
            double examplesPerSecond) {}

    /** Whether every trial gave a result. */
    public boolean complete() {
        return trials.stream().allMatch(trial -> trial.failure() == null);
    }

    /** The mean time of training over the trials that are done, in seconds; NaN if none is. */
    public double trainSeconds() {
        return mean(Trial::trainSeconds);
    }

    /** The mean speed over the trials that are done; NaN if none is. */
    public double examplesPerSecond() {
        return mean(Trial::examplesPerSecond);
    }

    private double mean(java.util.function.ToDoubleFunction<Trial> value) {
        return trials.stream()
                .filter(trial -> trial.failure() == null)
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }
}
