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
import org.jspecify.annotations.Nullable;

/**
 * Runs all trials of an experiment: one after the other in this process, several at once in worker processes, or by an executor
 * of another module. Keeps its processes from one call to the next, and from one experiment to the next where they share it.
 */
public final class TrialScheduler implements AutoCloseable {

    private final Workers workers;
    private final TrialProcesses processes;
    private final LongestFirst order;
    private final boolean shared;
    private final EncodedChecksums checksums = new EncodedChecksums();
    private boolean underWay;

    /**
     * Says what runs the trials.
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
        this(workers, new TrialProcesses(workers), new LongestFirst(), false);
        processes.executor();
    }

    private TrialScheduler(Workers workers, TrialProcesses processes, LongestFirst order, boolean shared) {
        this.workers = workers;
        this.processes = processes;
        this.order = order;
        this.shared = shared;
    }

    /**
     * Returns a scheduler for one of several experiments, which run one after the other: closing it ends trials that are running, and
     * keeps the processes of those that have ended until this one is closed.
     */
    public TrialScheduler sharing() {
        return new TrialScheduler(workers, processes, order, true);
    }

    /**
     * Turns what a spec asks for into a device that trials can have.
     *
     * @param wanted "auto", "cpu", "gpu" or "gpu:N"
     * @throws DeviceException if there is no such device
     * @throws EngineMissingException if PyTorch's natives can't be loaded
     */
    public String device(String wanted) throws DeviceException {
        Executor elsewhere = processes.executor();
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
        Executor elsewhere = processes.executor();
        if (elsewhere != null) {
            return Math.min(elsewhere.sideBySide(), trials.size());
        }
        int sideBySide = processes.capacity().sideBySide(trials, PyTorch.gpus());
        return sideBySide == 1 ? 0 : sideBySide;
    }

    /**
     * Opens a run directory elsewhere, see {@link Executor#store}.
     *
     * @throws IllegalStateException if this machine runs the trials
     */
    public RunStore store(URI place, Path folder) throws IOException {
        Executor elsewhere = processes.executor();
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
        underWay = true;
        trials.forEach(trial -> checksums.of(encoded.apply(trial)));
        List<TrialOutcome> outcomes =
                order.run(trials, some -> run(some, count, folder, encoded, executor(count, trials), listener));
        underWay = false;
        return outcomes;
    }

    private List<TrialOutcome> run(
            List<Trial> trials,
            int count,
            Path folder,
            Function<Trial, Path> encoded,
            TrialExecutor target,
            Consumer<Progress.OfTrial> listener) {
        TrialExecutor executor = new ResumingTrialExecutor(new RetryingTrialExecutor(target), checksums);
        if (count == 0) {
            return trials.stream()
                    .map(trial -> executor.run(trial, folder.resolve(trial.name()), encoded.apply(trial), listener))
                    .toList();
        }
        return new ParallelTrialExecutor(executor, count).run(trials, folder, encoded, listener);
    }

    private TrialExecutor executor(int count, List<Trial> trials) {
        Executor elsewhere = processes.executor();
        if (elsewhere != null) {
            return new RemoteTrialExecutor(elsewhere::run, checksums);
        }
        if (count == 0) {
            return new LocalTrialExecutor();
        }
        boolean anyGpu = trials.stream().anyMatch(trial -> trial.device().equals(PyTorch.ANY_GPU));
        return new RemoteTrialExecutor(processes.pool(anyGpu)::run, checksums);
    }

    /** Interrupts trials that are running, which write checkpoints, and ends their processes, but see {@link #sharing}. */
    @Override
    public void close() {
        if (!shared || underWay) {
            processes.close();
            underWay = false;
        }
    }
}
