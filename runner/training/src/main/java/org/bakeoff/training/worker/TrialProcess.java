package org.bakeoff.training.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;

/** Runs a trial in a process of its own, for executors: with the same result on every machine. */
public final class TrialProcess {

    /** How long an interrupted trial may take to write its checkpoint, in nanoseconds. */
    private static final long GRACE = 70_000_000_000L;

    private TrialProcess() {}

    /**
     * Runs a trial to its end in a process of its own.
     *
     * @param folder the trial's folder: holds {@code trial.json} and, to resume, {@code checkpoint/} and {@code history.jsonl}; what the trial
     *     leaves goes there, too
     * @param encoded the file of the encoded data
     * @param listener receives the trial's events
     * @return why the trial failed, for the user; empty if its folder has the outcome
     * @throws IOException if the process can't be started or reached
     * @throws InterruptedException if this thread is interrupted; the process has ended then, and has left a checkpoint unless
     *     that takes more than a minute
     */
    public static Optional<String> run(
            WorkerCommand command, Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        try (WorkerProcess worker = new WorkerProcess(command, folder.resolve("crash-%p.log"))) {
            // Waiting for a process's output can't be interrupted, so another thread does.
            FutureTask<Optional<String>> end = new FutureTask<>(() -> worker.run(folder, encoded, listener));
            Thread waiting = new Thread(end, "trial " + folder.getFileName());
            waiting.setDaemon(true);
            waiting.start();
            try {
                return end.get();
            } catch (InterruptedException e) {
                end(worker);
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException fault) {
                    throw fault;
                }
                if (e.getCause() instanceof CancellationException cancelled) {
                    end(worker);
                    throw cancelled;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Interrupts the trial, and waits for its checkpoint. */
    private static void end(WorkerProcess worker) throws InterruptedException {
        worker.stop();
        worker.end(GRACE);
    }
}
