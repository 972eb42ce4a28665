package org.bakeoff.training;

import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bakeoff.training.engine.EngineMissingException;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.executor.DeviceException;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.executor.ExecutorProvider;
import org.bakeoff.training.executor.RunStore;
import org.bakeoff.training.progress.Progress;
import org.bakeoff.training.worker.GpuAssignment;
import org.bakeoff.training.worker.WorkerPool;
import org.jspecify.annotations.Nullable;

/**
 * Runs all trials of an experiment: one after the other in this process, several at once in worker processes, or by an executor
 * of another module. Keeps its processes from one call to the next.
 */
public final class TrialScheduler implements AutoCloseable {

    private final Workers workers;
    private final @Nullable Executor elsewhere;
    private @Nullable WorkerPool pool;

    /**
     * What runs the trials.
     *
     * @param count how many at once; 0 to use none and train in this process; null for as many as there is room for
     * @param main what a worker process runs, see {@link WorkerRequestHandler}
     * @param plugins the plugin folders, which it is told
     * @param elsewhere what runs them instead of this machine, or null
     */
    public record Workers(
            @Nullable Integer count,
            Class<?> main,
            List<Path> plugins,
            @Nullable RemoteExecutorConfig elsewhere) {

        /** Copies the list. */
        public Workers {
            plugins = List.copyOf(plugins);
        }

        /** Returns no workers: trials run in this process. */
        public static Workers none(Class<?> main) {
            return new Workers(0, main, List.of(), null);
        }
    }

    /**
     * An executor that isn't open yet.
     *
     * @param provider opens it
     * @param options what it is told
     */
    public record RemoteExecutorConfig(ExecutorProvider provider, ExecutorOptions options) {}

    /** Throws {@link org.bakeoff.io.BakeoffException} if the executor doesn't take its options. */
    @Inject
    TrialScheduler(Workers workers) {
        this.workers = workers;
        RemoteExecutorConfig config = workers.elsewhere();
        this.elsewhere = config == null ? null : config.provider().open(config.options());
    }

    /**
     * Turns what a spec asks for into a device that trials can have.
     *
     * @param wanted "auto", "cpu", "gpu" or "gpu:N"
     * @throws DeviceException if there is no such device
     * @throws EngineMissingException if PyTorch's natives can't be loaded
     */
    public String device(String wanted) throws DeviceException {
        return elsewhere == null ? PyTorch.resolve(wanted) : elsewhere.device(wanted);
    }

    /**
     * Returns how many trials run at once, each in a process of its own. Where this machine has room for one trial at a time, that
     * is none: a process of its own would only cost its start.
     *
     * @throws IOException if the executor can't be asked; the message is for the user
     */
    public int workers(List<Trial> trials) throws IOException {
        Integer count = workers.count();
        if (count != null) {
            return Math.min(count, trials.size());
        }
        if (elsewhere != null) {
            return Math.min(elsewhere.sideBySide(), trials.size());
        }
        int sideBySide = MachineCapacity.here().sideBySide(trials, PyTorch.gpus());
        return sideBySide == 1 ? 0 : sideBySide;
    }

    /**
     * Opens a run directory elsewhere, see {@link Executor#store}.
     *
     * @throws IllegalStateException if this machine runs the trials
     */
    public RunStore store(URI place, Path folder) throws IOException {
        if (elsewhere == null) {
            throw new IllegalStateException("no executor");
        }
        return elsewhere.store(place, folder);
    }

    /** Returns the name of the executor that runs the trials; null where this machine does. */
    public @Nullable String executor() {
        RemoteExecutorConfig other = workers.elsewhere();
        return other == null ? null : other.provider().name();
    }

    /**
     * Runs trials; one that fails is run once more, and then doesn't keep the others from running. What an earlier run of the same
     * trials left in their folders is kept, or resumed.
     *
     * @param count how many run at once, each in a process of its own; 0 to run them in this process
     * @param folder the folder of all trials' folders
     * @param encoded the file of the encoded data of each trial
     * @param listener receives their events, one at a time
     * @return how each ended, in their order
     * @throws CancellationException if this thread is interrupted; processes are ended when this is closed
     */
    public List<TrialOutcome> run(
            List<Trial> trials,
            int count,
            Path folder,
            Function<Trial, Path> encoded,
            Consumer<Progress.OfTrial> listener) {
        TrialExecutor executor = new ResumingTrialExecutor(new RetryingTrialExecutor(executor(count, trials)));
        if (count == 0) {
            return trials.stream()
                    .map(trial -> executor.run(trial, folder.resolve(trial.name()), encoded.apply(trial), listener))
                    .toList();
        }
        return new ParallelTrialExecutor(executor, count).run(trials, folder, encoded, listener);
    }

    private TrialExecutor executor(int count, List<Trial> trials) {
        if (elsewhere != null) {
            return new RemoteTrialExecutor(elsewhere::run);
        }
        if (count == 0) {
            return new LocalTrialExecutor();
        }
        if (pool == null) {
            boolean anyGpu = trials.stream().anyMatch(trial -> trial.device().equals(PyTorch.ANY_GPU));
            pool = new WorkerPool(
                    workers.main(), workers.plugins(), anyGpu ? GpuAssignment.ofVisible() : GpuAssignment.none());
        }
        return new RemoteTrialExecutor(pool::run);
    }

    /** Interrupts trials that are running, which write checkpoints, and ends their processes. */
    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
        if (elsewhere != null) {
            elsewhere.close();
        }
    }
}
