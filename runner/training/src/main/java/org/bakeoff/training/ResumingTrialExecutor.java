package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Keeps the result of a trial that an earlier run finished; runs other trials, from their checkpoints if there are any. */
record ResumingTrialExecutor(TrialExecutor executor) implements TrialExecutor {

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        TrialOutcome kept = kept(trial, folder, listener);
        if (kept != null) {
            listener.accept(new Progress.TrialKept(trial.name()));
            return kept;
        }
        try {
            TrialFolder.clear(folder);
        } catch (IOException e) {
            return new TrialOutcome.Failed(trial, "what an earlier run left can't be removed: " + e.getMessage());
        }
        return executor.run(trial, folder, encoded, listener);
    }

    private static @Nullable TrialOutcome kept(Trial trial, Path folder, Consumer<Progress.OfTrial> listener) {
        if (!TrialFolder.ended(folder)) {
            return null;
        }
        try {
            TrialOutcome outcome = TrialFolder.whole(folder, trial);
            return outcome instanceof TrialOutcome.Failed ? null : outcome.ofEarlierRun();
        } catch (IOException e) {
            listener.accept(new Progress.TrialWarned(
                    trial.name(), "is run again, since what it left is damaged: " + e.getMessage()));
            return null;
        }
    }
}
