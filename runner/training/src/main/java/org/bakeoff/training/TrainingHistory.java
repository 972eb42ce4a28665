package org.bakeoff.training;

import java.util.Optional;
import org.bakeoff.training.progress.Epoch;

/**
 * Holds what the epochs of a training come to. The epochs themselves may be a million, and are in its {@code history.jsonl}.
 *
 * @param epochs how many have ended
 * @param last the last of them; empty without any
 * @param best the first of those with the smallest validation loss; any of them where there is no validation set
 * @param seconds how long they trained, without validation
 * @param examples how many examples they trained on, each counted once an epoch
 */
public record TrainingHistory(int epochs, Optional<Epoch> last, Optional<Epoch> best, double seconds, double examples) {

    /** Before the first epoch has ended. */
    public static final TrainingHistory NONE = new TrainingHistory(0, Optional.empty(), Optional.empty(), 0, 0);

    /** Returns what they come to with one more. */
    public TrainingHistory and(Epoch epoch) {
        return new TrainingHistory(
                epochs + 1,
                Optional.of(epoch),
                Optional.of(best.filter(before -> loss(before) <= loss(epoch)).orElse(epoch)),
                seconds + epoch.seconds(),
                examples + epoch.seconds() * epoch.examplesPerSecond());
    }

    private static double loss(Epoch epoch) {
        Double loss = epoch.validationLoss();
        return loss == null ? Double.POSITIVE_INFINITY : loss;
    }
}
