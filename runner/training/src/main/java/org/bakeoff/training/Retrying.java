package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;

/** Gives a trial that failed a second chance, from its last checkpoint if it has one, and tells of every end. */
final class Retrying implements TrialExecutor {

    private final TrialExecutor executor;

    Retrying(TrialExecutor executor) {
        this.executor = executor;
    }

    @Override
    public Outcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        long start = System.nanoTime();
        Outcome outcome = executor.run(trial, folder, encoded, listener);
        String failure = outcome.failure();
        if (failure != null && !Thread.currentThread().isInterrupted()) {
            listener.accept(new Progress.TrialRetried(trial.name(), failure));
            outcome = again(trial, folder, encoded, listener);
        }
        TrialResult result = outcome.result();
        double seconds = result == null ? (System.nanoTime() - start) / 1e9 : result.trainSeconds();
        listener.accept(new Progress.TrialEnded(trial.name(), outcome.failure(), seconds));
        return outcome;
    }

    private Outcome again(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            TrialFolder.clear(folder);
        } catch (IOException e) {
            return Outcome.failed(trial, "what its first attempt left can't be removed: " + e.getMessage());
        }
        return executor.run(trial, folder, encoded, listener);
    }
}
