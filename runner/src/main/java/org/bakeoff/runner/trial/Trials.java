package org.bakeoff.runner.trial;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.bakeoff.runner.progress.Progress;

/** Runs all trials of an experiment: one after the other in this process, or several at once in worker processes. */
public final class Trials {

    private final Workers workers;

    /**
     * How many worker processes there are.
     *
     * @param count how many at once; 0 to use none and train in this process
     * @param main what a worker process runs, see {@link TrialFile}
     */
    public record Workers(int count, Class<?> main) {}

    @Inject
    Trials(Workers workers) {
        this.workers = workers;
    }

    /**
     * Runs the trials; one that fails is run once more, and then doesn't keep the others from
     * running.
     *
     * @param folder the folder of all trials' folders
     * @param encoded the encoded data
     * @param listener hears of their progress, one event at a time
     * @return how each ended, in the order given
     */
    public List<Outcome> run(List<Trial> trials, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        if (workers.count() == 0) {
            TrialExecutor here = new Retrying(new InProcess());
            return trials.stream()
                    .map(trial -> here.run(trial, folder.resolve(trial.name()), encoded, listener))
                    .toList();
        }
        return atOnce(trials, folder, encoded, listener);
    }

    private List<Outcome> atOnce(List<Trial> trials, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        TrialExecutor processes = new Retrying(new WorkerProcess(workers.main()));
        Object turn = new Object();
        Consumer<Progress.OfTrial> oneAtATime = event -> {
            synchronized (turn) {
                listener.accept(event);
            }
        };
        ExecutorService pool = Executors.newFixedThreadPool(workers.count());
        try {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (Trial trial : trials) {
                futures.add(pool.submit(() -> processes.run(trial, folder.resolve(trial.name()), encoded, oneAtATime)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("the experiment was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
