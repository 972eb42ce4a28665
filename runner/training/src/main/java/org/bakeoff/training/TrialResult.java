package org.bakeoff.training;

import java.util.List;
import org.bakeoff.api.Predictions;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Layer;
import org.jspecify.annotations.Nullable;

/**
 * What a trial gave.
 *
 * @param layers the model's layers
 * @param history a line an epoch
 * @param predictions for the test examples, in their order; every class equally likely for a model that diverged, and none
 *     where the trial isn't tested
 * @param diverged how its numbers grew without bound, in words for the user, or null if they did not
 */
public record TrialResult(
        List<Layer> layers,
        List<Epoch> history,
        Predictions predictions,
        @Nullable String diverged) {

    /** Copies the lists. */
    public TrialResult {
        layers = List.copyOf(layers);
        history = List.copyOf(history);
    }

    /** The predictions of a trial that isn't tested. */
    static Predictions untested(Trial trial) {
        return new Predictions(trial.seed(), 2, new double[0]);
    }

    /** How many numbers the model learned. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /** How long the training took, without validation and prediction, in seconds. */
    public double trainSeconds() {
        return history.stream().mapToDouble(Epoch::seconds).sum();
    }

    /** Training examples a second, over all epochs. */
    public double examplesPerSecond() {
        double examples = history.stream()
                .mapToDouble(epoch -> epoch.seconds() * epoch.examplesPerSecond())
                .sum();
        return examples / trainSeconds();
    }
}
