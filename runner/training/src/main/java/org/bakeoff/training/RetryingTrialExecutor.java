package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;

/** Gives a trial that failed a second chance, from its last checkpoint if it has one, and tells of every end. */
final class RetryingTrialExecutor implements TrialExecutor {

    private final TrialExecutor executor;

    RetryingTrialExecutor(TrialExecutor executor) {
        this.executor = executor;
    }

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        long start = System.nanoTime();
        TrialOutcome outcome = executor.run(trial, folder, encoded, listener);
        if (outcome instanceof TrialOutcome.Failed failed
                && !Thread.currentThread().isInterrupted()) {
            listener.accept(new Progress.TrialRetried(trial.name(), failed.reason()));
            outcome = again(trial, folder, encoded, listener);
        }
        double seconds =
                outcome.findResult().map(TrialResult::trainSeconds).orElseGet(() -> (System.nanoTime() - start) / 1e9);
        listener.accept(new Progress.TrialEnded(
                trial.name(), outcome instanceof TrialOutcome.Failed failed ? failed.reason() : null, seconds));
        return outcome;
    }

    private TrialOutcome again(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            TrialFolder.clear(folder);
        } catch (IOException e) {
            return new TrialOutcome.Failed(trial, "what its first attempt left can't be removed: " + e.getMessage());
        }
        return executor.run(trial, folder, encoded, listener);
    }
}
