package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.progress.Progress;

/** Has trials run by an executor of another module, and reads what they left. */
final class RemoteTrialExecutor implements TrialExecutor {

    private final Executor executor;

    RemoteTrialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        Cancellation.check();
        try {
            Files.createDirectories(folder);
            TrialFolder.write(folder, trial);
            String failure = executor.run(folder, encoded, listener);
            return failure == null ? TrialFolder.read(folder, trial) : TrialFolder.failed(folder, trial, failure);
        } catch (IOException e) {
            Cancellation.check(e);
            return new TrialOutcome.Failed(trial, FileErrors.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
    }
}
