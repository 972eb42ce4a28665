package org.bakeoff.training;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;
import org.bakeoff.training.worker.WorkerLoop;

/** Runs the trials that a worker process is asked for, each described by the {@code trial.json} in its folder. */
public final class WorkerRequestHandler implements WorkerLoop.RequestHandler {

    private final TrialFolder folders;

    @Inject
    WorkerRequestHandler(TrialFolder folders) {
        this.folders = folders;
    }

    @Override
    public void run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener) throws IOException {
        Trial trial = folders.trial(folder);
        if (new LocalTrialExecutor().run(trial, folder, encoded, listener) instanceof TrialOutcome.Failed failed) {
            listener.accept(new Progress.TrialFailed(trial.name(), failed.reason()));
        }
    }
}
