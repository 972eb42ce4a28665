package org.bakeoff.runner.trial;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.bakeoff.runner.progress.Cancellation;
import org.bakeoff.runner.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Runs all trials of an experiment: one after the other in this process, or several at once in worker processes. */
public final class Trials {

    private final Workers workers;

    /**
     * How many worker processes there are.
     *
     * @param count how many at once; 0 to use none and train in this process; null for as many as this machine has room
     *     for
     * @param main what a worker process runs, see {@link TrialFile}
     * @param plugins the plugin folders, which it is told
     */
    public record Workers(@Nullable Integer count, Class<?> main, List<Path> plugins) {

        /** Copies the list. */
        public Workers {
            plugins = List.copyOf(plugins);
        }

        /** No workers: trials run in this process. */
        public static Workers none(Class<?> main) {
            return new Workers(0, main, List.of());
        }
    }

    @Inject
    Trials(Workers workers) {
        this.workers = workers;
    }

    /**
     * How many worker processes these trials get. Where the machine has room for one trial at a time, that is none: a
     * process of its own would only cost its start.
     */
    public int workers(List<Trial> trials) {
        Integer count = workers.count();
        if (count != null) {
            return Math.min(count, trials.size());
        }
        int sideBySide = Machine.here().sideBySide(trials);
        return sideBySide == 1 ? 0 : sideBySide;
    }

    /**
     * Runs the trials; one that fails is run once more, and then doesn't keep the others from running. What an earlier run
     * of the same trials left in their folders is kept, or gone on with.
     *
     * @param count how many worker processes run them; 0 to run them in this process
     * @param folder the folder of all trials' folders
     * @param encoded the encoded data
     * @param listener hears of their progress, one event at a time
     * @return how each ended, in the order given
     * @throws CancellationException if this thread is interrupted; worker processes are ended
     */
    public List<Outcome> run(
            List<Trial> trials, int count, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        if (count == 0) {
            TrialExecutor here = new Resuming(new Retrying(new InProcess()));
            return trials.stream()
                    .map(trial -> here.run(trial, folder.resolve(trial.name()), encoded, listener))
                    .toList();
        }
        Object turn = new Object();
        Consumer<Progress.OfTrial> oneAtATime = event -> {
            synchronized (turn) {
                listener.accept(event);
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try (WorkerPool pool = new WorkerPool(workers)) {
            TrialExecutor processes = new Resuming(new Retrying(pool));
            CompletionService<Outcome> over = new ExecutorCompletionService<>(threads);
            List<Future<Outcome>> futures = new ArrayList<>();
            for (Trial trial : trials) {
                futures.add(over.submit(() -> processes.run(trial, folder.resolve(trial.name()), encoded, oneAtATime)));
            }
            return outcomes(over, futures);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for all, but no longer where one ended in a way that ends them all. */
    private static List<Outcome> outcomes(CompletionService<Outcome> over, List<Future<Outcome>> futures) {
        try {
            for (int ended = 0; ended < futures.size(); ended++) {
                over.take().get();
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException cancelled) {
                throw cancelled;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
