package org.bakeoff.training;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * How far a training has come: with the weights and the optimizer's moments, all that the rest of it depends on. What is
 * random in it is drawn anew for every epoch and update, see {@link Seeds}.
 *
 * @param epoch the current epoch, counted from 1
 * @param batches how many of its batches are trained
 * @param loss the sum of the losses of their examples
 * @param right how many of them were predicted right
 * @param examples how many they are
 * @param seconds how long that took
 * @param steps how many updates there were in all epochs
 * @param bestLoss the smallest validation loss so far, or null if none is looked for or known
 * @param bestEpoch the epoch that it is of, or 0
 * @param over whether there is nothing left to train
 * @param history the epochs that are over
 */
record TrainingState(
        int epoch,
        int batches,
        double loss,
        int right,
        int examples,
        double seconds,
        int steps,
        @Nullable Double bestLoss,
        int bestEpoch,
        boolean over,
        List<Epoch> history) {

    /** Before the first batch. */
    static final TrainingState START = new TrainingState(1, 0, 0, 0, 0, 0, 0, null, 0, false, List.of());

    /** Copies the list. */
    TrainingState {
        history = List.copyOf(history);
    }

    /** Whether a training of so many epochs can be in this state. */
    boolean within(int epochs) {
        return epoch == history.size() + 1
                && history.size() <= epochs
                && batches >= 0
                && examples >= batches
                && steps >= batches
                && bestEpoch < epoch
                && (over || epoch <= epochs);
    }

    /**
     * After one more batch.
     *
     * @param loss the sum over the epoch so far, as are the others
     */
    TrainingState trained(double loss, int right, int examples, double seconds) {
        return new TrainingState(
                epoch, batches + 1, loss, right, examples, seconds, steps + 1, bestLoss, bestEpoch, over, history);
    }

    /**
     * After the current epoch.
     *
     * @param best whether its validation loss is the smallest so far
     * @param over whether it was the last
     */
    TrainingState ended(Epoch ended, boolean best, boolean over) {
        List<Epoch> epochs = new ArrayList<>(history);
        epochs.add(ended);
        return new TrainingState(
                epoch + 1,
                0,
                0,
                0,
                0,
                0,
                steps,
                best ? ended.validationLoss() : bestLoss,
                best ? epoch : bestEpoch,
                over,
                epochs);
    }

    /** The current epoch, as far as it has come. */
    Epoch soFar(@Nullable Double validationLoss, @Nullable Double validationAccuracy) {
        return new Epoch(
                epoch,
                loss / examples,
                (double) right / examples,
                validationLoss,
                validationAccuracy,
                seconds,
                examples / seconds);
    }
}
