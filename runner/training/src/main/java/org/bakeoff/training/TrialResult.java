package org.bakeoff.training;

import java.util.List;
import java.util.Optional;
import org.bakeoff.api.Predictions;
import org.bakeoff.training.progress.Layer;

/**
 * Holds what a trial gave.
 *
 * @param layers the model's layers
 * @param history what its epochs come to
 * @param predictions for the test examples, in their order; empty where the trial isn't tested
 * @param reused whether an earlier run had finished the trial
 */
public record TrialResult(
        List<Layer> layers, TrainingHistory history, Optional<Predictions> predictions, boolean reused) {

    /** Copies the list. */
    public TrialResult {
        layers = List.copyOf(layers);
    }

    /** Makes the result of a trial that was run. */
    public TrialResult(List<Layer> layers, TrainingHistory history, Optional<Predictions> predictions) {
        this(layers, history, predictions, false);
    }

    /** Returns the same result, of a trial that an earlier run had finished. */
    TrialResult ofEarlierRun() {
        return new TrialResult(layers, history, predictions, true);
    }

    /** Returns the number of trained parameters. */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /** Returns the time spent on training in seconds, without validation and prediction. */
    public double trainSeconds() {
        return history.seconds();
    }

    /** Returns the training examples per second over all epochs. */
    public double examplesPerSecond() {
        return history.examples() / history.seconds();
    }
}
