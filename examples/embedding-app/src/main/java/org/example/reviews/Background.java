package org.example.reviews;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.statistics.ComparisonResult;

/** Trains while the application does something else, and not for too long. */
final class Background implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Runs an experiment, and interrupts it when the time is over. */
    ComparisonResult run(Experiment experiment, long seconds)
            throws InterruptedException, ExecutionException, TimeoutException {
        Future<ComparisonResult> training = thread.submit(() -> experiment.run(event -> {}));
        try {
            return training.get(seconds, TimeUnit.SECONDS);
        } finally {
            training.cancel(true);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
