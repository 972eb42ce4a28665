package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.progress.Progress;
import org.bakeoff.training.worker.WorkerPool;

/** Runs trials in other processes, by a {@link WorkerPool} or an {@link Executor}, and reads what they left in their folders. */
record RemoteTrialExecutor(Target target, EncodedChecksums checksums) implements TrialExecutor {

    /** Runs a trial in another process, see {@link Executor#run}. */
    @FunctionalInterface
    interface Target {

        Optional<String> run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
                throws IOException, InterruptedException;
    }

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        Cancellation.check();
        try {
            RegularFiles.makeFolder(folder);
            TrialFile.write(folder, trial, checksums.of(encoded));
            Optional<String> failure = target.run(folder, encoded, listener);
            return failure.isPresent()
                    ? TrialFolder.failed(folder, trial, failure.get())
                    : TrialFolder.read(folder, trial);
        } catch (IOException e) {
            Cancellation.check(e);
            return new TrialOutcome.Failed(trial, FileErrors.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
    }
}
