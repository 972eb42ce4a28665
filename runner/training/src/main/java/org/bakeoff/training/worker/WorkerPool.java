package org.bakeoff.training.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bakeoff.io.Cancellation;
import org.bakeoff.training.progress.Progress;

/**
 * Runs trials in worker processes: as many as it is asked for at once, and one after the other in the same process, since
 * starting one takes longer than a small trial. A process that dies takes its current trial along and no other; it is
 * replaced, as is one whose trial failed, so that a second attempt finds nothing that the first left in memory.
 */
public final class WorkerPool implements AutoCloseable {

    /** How long the signal that ended a worker as it started may take to end this process, too, in seconds. */
    private static final int SAME_SIGNAL = 20;

    /** How long workers may take to end, in nanoseconds. */
    private static final long GRACE = 70_000_000_000L;

    private final Class<?> main;
    private final List<Path> plugins;
    private final GpuAssignment gpus;
    private final OwnJars jars;
    private final Deque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end);

    /**
     * Prepares to start workers.
     *
     * @param main the main class of a worker, see {@link WorkerCommand}
     * @param plugins the plugin folders
     * @param gpus which GPU each worker gets
     * @param jars the jars as they were when the run began
     */
    public WorkerPool(Class<?> main, List<Path> plugins, GpuAssignment gpus, OwnJars jars) {
        this.main = main;
        this.jars = jars;
        this.plugins = List.copyOf(plugins);
        this.gpus = gpus;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Runs a trial to its end. May be called by several threads at once.
     *
     * @param folder the trial's folder, which holds its {@code trial.json}
     * @param encoded the file of the encoded data
     * @param listener receives the trial's events
     * @return why the trial failed; empty if its folder has the outcome
     * @throws IOException if its worker can't be reached
     * @throws CancellationException if this was closed or the process is being shut down
     */
    public Optional<String> run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        // A thread that is done with one trial takes the next, even while all workers are being ended.
        stopIfClosed(0);
        try {
            WorkerProcess worker = worker(folder.toAbsolutePath().resolveSibling("crash-%p.log"));
            boolean fit = false;
            boolean cancelled = false;
            try {
                Optional<String> failure = worker.run(folder, encoded, listener);
                if (failure.isPresent()) {
                    stopIfClosed(worker.mayHaveBeenInterrupted() ? SAME_SIGNAL : 0);
                }
                fit = failure.isEmpty();
                return failure;
            } catch (CancellationException e) {
                // Whoever closes this waits for its checkpoint.
                worker.stop();
                cancelled = true;
                throw e;
            } finally {
                if (!cancelled) {
                    release(worker, fit);
                }
            }
        } catch (IOException e) {
            stopIfClosed(0);
            throw new IOException("its worker process can't be reached: " + e.getMessage(), e);
        }
    }

    /** Returns how many processes there are, at work or waiting. */
    public int size() {
        return all.size();
    }

    private WorkerProcess worker(Path crash) throws IOException {
        WorkerProcess worker = idle.poll();
        if (worker != null && !worker.alive()) {
            release(worker, false);
            worker = null;
        }
        if (worker == null) {
            jars.requireUnchanged();
            worker = new WorkerProcess(WorkerCommand.here(main, plugins, gpus.take()), crash);
            all.add(worker);
        }
        // Looked at last, so that one that is started while the others are ended ends too.
        if (closed.getCount() == 0) {
            worker.close();
            throw Cancellation.exception();
        }
        return worker;
    }

    private void release(WorkerProcess worker, boolean fit) {
        if (fit) {
            idle.push(worker);
        } else {
            all.remove(worker);
            gpus.give(worker.environment());
            worker.close();
        }
    }

    /** Cancels the trial if the workers were stopped, or are stopped within so many seconds: then the trial is not at fault. */
    private void stopIfClosed(int seconds) {
        try {
            if (closed.await(seconds, TimeUnit.SECONDS)) {
                throw Cancellation.exception();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
    }

    private void end() {
        closed.countDown();
        all.forEach(WorkerProcess::stop);
    }

    /** Interrupts all trials, which write checkpoints, and waits for the workers to end. */
    @Override
    public void close() {
        end();
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + GRACE;
            for (WorkerProcess worker : all) {
                worker.end(deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            all.forEach(WorkerProcess::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
