package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;

/** Runs a trial that failed once more, from its last checkpoint if it has one, and reports how it ended. */
record RetryingTrialExecutor(TrialExecutor executor) implements TrialExecutor {

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        TrialOutcome outcome = executor.run(trial, folder, encoded, listener);
        if (outcome instanceof TrialOutcome.Failed first
                && !Thread.currentThread().isInterrupted()) {
            listener.accept(new Progress.TrialRetried(trial.name(), first.reason()));
            outcome = retried(trial, folder, encoded, listener);
        }
        listener.accept(
                outcome instanceof TrialOutcome.Failed failed
                        ? new Progress.TrialFailed(trial.name(), failed.reason())
                        : new Progress.TrialEnded(
                                trial.name(), outcome.findResult().orElseThrow().trainSeconds()));
        return outcome;
    }

    private TrialOutcome retried(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            TrialFolder.clear(folder);
        } catch (IOException e) {
            return new TrialOutcome.Failed(trial, "what its first attempt left can't be removed: " + e.getMessage());
        }
        return executor.run(trial, folder, encoded, listener);
    }
}
