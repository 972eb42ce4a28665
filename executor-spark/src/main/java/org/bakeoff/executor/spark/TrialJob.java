package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaFutureAction;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of a trial's job, and passes on its events meanwhile. */
record TrialJob(
        String trial,
        DriverEndpoint endpoint,
        ClusterMonitor monitor,
        Store store,
        Consumer<Progress.OfTrial> listener) {

    private static final Logger LOG = LoggerFactory.getLogger(TrialJob.class);

    private static final String WAITS = "and all others wait for the cluster, which has had no executor for a minute;"
            + " Ctrl-C ends the run, and the same command resumes it";

    private static final String FORMAT = "%.2f";
    private static final long POLL_MILLIS = 20;

    /** The longest wait for an interrupted trial to write and send its checkpoint, in milliseconds. */
    private static final long GRACE = 90_000;

    /** Spark's message for a job whose task it gave up: where that ran, and why it ended. */
    private static final Pattern GIVEN_UP = Pattern.compile("(?s).*\\(TID \\d+\\) \\((.*?)\\): (.*?)(\\n.*)?");

    /** Stores the trial's folder where the run directory is. */
    interface Store {
        void save() throws IOException;
    }

    /**
     * Waits for the job's end. If this thread is interrupted or the listener throws, cancels the job and waits for its checkpoint.
     *
     * @return why the trial failed; null if it didn't
     */
    Optional<String> end(JavaFutureAction<List<TrialTask.Result>> job) throws IOException, InterruptedException {
        boolean over = false;
        int stored = 0;
        long start = System.nanoTime();
        try {
            while (!job.isDone()) {
                passOn(endpoint.event(POLL_MILLIS));
                fault();
                if (monitor.shouldWarn()) {
                    listener.accept(new Progress.TrialWarned(trial, WAITS));
                }
                int kept = endpoint.storeCount();
                if (kept != stored) {
                    store.save();
                    stored = kept;
                }
            }
            over = true;
            for (Progress.OfTrial event = endpoint.event(0); event != null; event = endpoint.event(0)) {
                passOn(event);
            }
            TrialTask.Result result = job.get().get(0);
            store.save();
            log(start, result);
            return Optional.of(result.failure()).filter(failure -> !failure.isEmpty());
        } catch (ExecutionException e) {
            fault();
            throw new IOException("the cluster gave the trial up: " + reason(e.getCause()), e);
        } finally {
            if (!over) {
                job.cancel(true);
                if (!monitor.lost()) {
                    endpoint.awaitEnd(GRACE);
                }
            }
        }
    }

    /** Logs the times that {@code docs/scale.md} calculates with. */
    private void log(long start, TrialTask.Result result) {
        double all = (System.nanoTime() - start) / 1e9;
        double waited = Math.max(0, (endpoint.startedNanos() - start) / 1e9);
        LOG.info(
                "trial {} waited {} s for its task, which took {} s, of which its process {} s",
                trial,
                FORMAT.formatted(waited),
                FORMAT.formatted(all - waited),
                FORMAT.formatted(result.seconds()));
    }

    private void passOn(Progress.@Nullable OfTrial event) {
        if (event != null) {
            listener.accept(event);
        }
    }

    private void fault() throws IOException {
        IOException fault = endpoint.fault();
        if (fault != null) {
            throw new IOException("what the trial " + trial + " left can't be stored: " + fault.getMessage(), fault);
        }
    }

    /** Shortens Spark's message to a line. */
    static String reason(@Nullable Throwable failure) {
        String words = String.valueOf(failure == null ? null : failure.getMessage());
        Matcher given = GIVEN_UP.matcher(words);
        return given.matches()
                ? given.group(2) + " (on " + given.group(1) + ")"
                : words.lines().findFirst().orElse("it gave no reason");
    }
}
