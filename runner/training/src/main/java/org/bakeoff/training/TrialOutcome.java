package org.bakeoff.training;

import java.util.Optional;

/** Says how a trial ended. */
public sealed interface TrialOutcome {

    /** Returns the trial. */
    Trial trial();

    /** Returns the same outcome of another trial, such as one that has got another name. */
    TrialOutcome withTrial(Trial other);

    /** Returns the same outcome, of a trial that an earlier run had finished. */
    default TrialOutcome ofEarlierRun() {
        return this;
    }

    /** Returns what the trial gave; empty if it failed. */
    default Optional<TrialResult> findResult() {
        return Optional.empty();
    }

    /**
     * The model was trained.
     *
     * @param trial the trial
     * @param result what it gave
     */
    record Completed(Trial trial, TrialResult result) implements TrialOutcome {

        @Override
        public Completed ofEarlierRun() {
            return new Completed(trial, result.ofEarlierRun());
        }

        @Override
        public Completed withTrial(Trial other) {
            return new Completed(other, result);
        }

        @Override
        public Optional<TrialResult> findResult() {
            return Optional.of(result);
        }
    }

    /**
     * The model's loss, gradients or logits became infinite or NaN. This is a result like any other: the model predicts every
     * class with the same probability, so that a mean over seeds counts it.
     *
     * @param trial the trial
     * @param result what it gave
     * @param reason what became infinite or NaN, and what may help, for the user
     */
    record Diverged(Trial trial, TrialResult result, String reason) implements TrialOutcome {

        @Override
        public Diverged ofEarlierRun() {
            return new Diverged(trial, result.ofEarlierRun(), reason);
        }

        @Override
        public Diverged withTrial(Trial other) {
            return new Diverged(other, result, reason);
        }

        @Override
        public Optional<TrialResult> findResult() {
            return Optional.of(result);
        }
    }

    /**
     * The trial ended without a result.
     *
     * @param trial the trial
     * @param reason why, for the user; without a full stop, since it becomes part of other sentences
     * @param retryable whether it may end otherwise when it is run again; not where the model's code alone is the reason
     */
    record Failed(Trial trial, String reason, boolean retryable) implements TrialOutcome {

        /** Drops a full stop at the end of the reason. */
        public Failed {
            reason = reason.replaceFirst("\\.$", "");
        }

        /** Fails in a way that may not occur again. */
        public Failed(Trial trial, String reason) {
            this(trial, reason, true);
        }

        @Override
        public Failed withTrial(Trial other) {
            return new Failed(other, reason, retryable);
        }
    }
}
