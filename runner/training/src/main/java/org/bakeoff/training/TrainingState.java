package org.bakeoff.training;

import java.util.Objects;
import org.bakeoff.spec.Training;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a training has come: with the weights and the optimizer's arrays, all that the rest of it depends on. Random numbers
 * are drawn anew for every epoch and update, see {@link Seeds}.
 *
 * @param epoch the current epoch, counted from 1
 * @param batches how many of its batches are trained
 * @param totals what they add up to
 * @param steps how many updates there were in all epochs
 * @param best the best epoch so far; null if none is looked for or known
 * @param over whether there is nothing left to train
 * @param history where the history of the epochs that are over ends
 */
record TrainingState(
        int epoch,
        int batches,
        Totals totals,
        int steps,
        @Nullable Best best,
        boolean over,
        HistoryFile.Mark history) {

    /** Before the first batch. */
    static final TrainingState START = new TrainingState(1, 0, Totals.NONE, 0, null, false, HistoryFile.Mark.START);

    /**
     * Sums over the batches of an epoch.
     *
     * @param loss the losses of their examples
     * @param right how many of them were predicted right
     * @param examples how many they are
     * @param seconds how long they took
     */
    record Totals(double loss, int right, int examples, double seconds) {

        static final Totals NONE = new Totals(0, 0, 0, 0);

        /** Returns the same sums with another time. */
        Totals in(double time) {
            return new Totals(loss, right, examples, time);
        }
    }

    /**
     * The epoch with the smallest validation loss.
     *
     * @param epoch its number, from 1
     * @param loss that loss
     */
    record Best(int epoch, double loss) {}

    TrainingState {
        Objects.requireNonNull(totals);
        Objects.requireNonNull(history);
    }

    /** Returns whether a training with so many batches an epoch can be in this state. */
    boolean within(Training training, int size) {
        int accumulation = training.gradientAccumulation();
        int epochs = training.epochs();
        return epoch >= 1
                && epoch <= epochs + 1
                && (epoch == 1) == history.equals(HistoryFile.Mark.START)
                && batches >= 0
                && (batches % accumulation == 0 ? batches <= size : batches == size)
                && totals.examples() >= batches
                && steps == (epoch - 1L) * updates(size, accumulation) + updates(batches, accumulation)
                && (best == null || (best.epoch() > 0 && best.epoch() < epoch))
                && (over || epoch <= epochs);
    }

    private static long updates(int batches, int accumulation) {
        return (batches + accumulation - 1L) / accumulation;
    }

    /** Returns the state after an update with so many batches. */
    TrainingState trained(int more, Totals sums) {
        return new TrainingState(epoch, batches + more, sums, steps + 1, best, over, history);
    }

    /**
     * Returns the state after the current epoch.
     *
     * @param isBest whether its validation loss is the smallest so far
     * @param last whether it was the last
     * @param mark where the history ends with it
     */
    TrainingState ended(Epoch ended, boolean isBest, boolean last, HistoryFile.Mark mark) {
        Best newBest = isBest ? new Best(epoch, Objects.requireNonNull(ended.validationLoss())) : best;
        return new TrainingState(epoch + 1, 0, Totals.NONE, steps, newBest, last, mark);
    }

    /** Returns the current epoch, as far as it has come. */
    Epoch soFar(@Nullable Double validationLoss, @Nullable Double validationAccuracy) {
        return new Epoch(
                epoch,
                totals.loss() / totals.examples(),
                (double) totals.right() / totals.examples(),
                validationLoss,
                validationAccuracy,
                totals.seconds(),
                totals.examples() / totals.seconds());
    }
}
