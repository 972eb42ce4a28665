package org.bakeoff.training;

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
import java.util.function.Function;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.training.progress.Progress;

/** Runs several trials at once, each on a thread. */
record ParallelTrialExecutor(TrialExecutor executor, int count) {

    List<TrialOutcome> run(
            List<Trial> trials, Path folder, Function<Trial, Path> encoded, Consumer<Progress.OfTrial> listener) {
        Object turn = new Object();
        Consumer<Progress.OfTrial> oneAtATime = event -> {
            synchronized (turn) {
                listener.accept(event);
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CompletionService<TrialOutcome> over = new ExecutorCompletionService<>(threads);
            List<Future<TrialOutcome>> futures = new ArrayList<>();
            for (Trial trial : trials) {
                futures.add(over.submit(
                        () -> executor.run(trial, folder.resolve(trial.name()), encoded.apply(trial), oneAtATime)));
            }
            return outcomes(over, futures);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for all trials, or for the first that was cancelled or can't be read. */
    private static List<TrialOutcome> outcomes(
            CompletionService<TrialOutcome> over, List<Future<TrialOutcome>> futures) {
        try {
            for (int ended = 0; ended < futures.size(); ended++) {
                over.take().get();
                // Taking what has just been added may leave an interrupt to be seen later.
                Cancellation.check();
            }
            List<TrialOutcome> outcomes = new ArrayList<>();
            for (Future<TrialOutcome> future : futures) {
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
            if (e.getCause() instanceof BakeoffException unreadable) {
                throw unreadable;
            }
            if (e.getCause() instanceof Error serious) {
                throw serious;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
