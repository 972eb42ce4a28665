package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the result of a trial that an earlier run finished; runs other trials, from their checkpoints if there are any. Throws
 * {@link org.bakeoff.io.BakeoffException}, and deletes nothing, if a trial can't be read.
 */
record ResumingTrialExecutor(TrialExecutor executor, EncodedChecksums checksums) implements TrialExecutor {

    private static final String DAMAGED = "what it left is damaged: ";

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            TrialOutcome kept = kept(trial, folder, encoded, listener);
            if (kept != null) {
                listener.accept(new Progress.TrialKept(trial.name()));
                return kept;
            }
            TrialFolder.clear(folder);
        } catch (IOException e) {
            return new TrialOutcome.Failed(trial, "what an earlier run left can't be removed: " + e.getMessage());
        }
        return executor.run(trial, folder, encoded, listener);
    }

    private @Nullable TrialOutcome kept(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException {
        try {
            if (TrialFile.isOfOtherData(folder, checksums.of(encoded))) {
                warn(trial, folder.resolve(TrialFile.NAME) + " is of a trial on other data", listener);
                TrialFolder.forget(folder);
                return null;
            }
            if (!TrialFolder.ended(folder)) {
                return TrialFolder.stopped(folder, trial).orElse(null);
            }
            if (!TrialFile.holds(folder, trial)) {
                warn(trial, folder.resolve(TrialFile.NAME) + " is of another trial, or was changed", listener);
                return null;
            }
            TrialOutcome outcome = TrialFolder.whole(folder, trial);
            return outcome instanceof TrialOutcome.Failed || TrialFolder.continues(folder, trial, outcome)
                    ? null
                    : outcome.ofEarlierRun();
        } catch (DamagedFileException e) {
            warn(trial, DAMAGED + e.getMessage(), listener);
        } catch (NoSuchFileException e) {
            warn(trial, DAMAGED + e.getFile() + " is missing", listener);
        }
        return null;
    }

    private static void warn(Trial trial, String reason, Consumer<Progress.OfTrial> listener) {
        listener.accept(new Progress.TrialWarned(trial.name(), "is run again, since " + reason));
    }
}
