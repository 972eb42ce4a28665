package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaFutureAction;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of a trial's job, and passes its events on meanwhile. */
final class TrialJob {

    private static final Logger LOG = LoggerFactory.getLogger(TrialJob.class);

    private static final String WAITS = "and all others wait for the cluster, which has had no executor for a minute;"
            + " Ctrl-C ends the run, and the same command goes on from there";

    private static final String FORMAT = "%.2f";
    private static final long POLL_MILLIS = 20;

    /** What a trial may take to write its checkpoint, and that to come here, in milliseconds. */
    private static final long GRACE = 90_000;

    /** What Spark says of a job whose task it gave up: where that ran, and why it ended. */
    private static final Pattern GIVEN_UP = Pattern.compile("(?s).*\\(TID \\d+\\) \\((.*?)\\): (.*?)(\\n.*)?");

    private final String trial;
    private final TrialDesk desk;
    private final Outage outage;
    private final Store store;
    private final Consumer<Progress.OfTrial> listener;

    /** Stores the trial's folder elsewhere, where that is wanted. */
    interface Store {
        void save() throws IOException;
    }

    TrialJob(String trial, TrialDesk desk, Outage outage, Store store, Consumer<Progress.OfTrial> listener) {
        this.trial = trial;
        this.desk = desk;
        this.outage = outage;
        this.store = store;
        this.listener = listener;
    }

    /**
     * Waits for its end; breaks it off where this thread is interrupted or the listener throws, and waits for its checkpoint then.
     *
     * @return why the trial failed, or null
     */
    @Nullable
    String end(JavaFutureAction<List<Ended>> job) throws IOException, InterruptedException {
        boolean over = false;
        int stored = 0;
        long start = System.nanoTime();
        try {
            while (!job.isDone()) {
                passOn(desk.event(POLL_MILLIS));
                fault();
                if (outage.toBeTold()) {
                    listener.accept(new Progress.TrialWarned(trial, WAITS));
                }
                int kept = desk.kept();
                if (kept != stored) {
                    store.save();
                    stored = kept;
                }
            }
            over = true;
            for (Progress.OfTrial event = desk.event(0); event != null; event = desk.event(0)) {
                passOn(event);
            }
            Ended ended = job.get().get(0);
            store.save();
            log(start, ended);
            return ended.failure().isEmpty() ? null : ended.failure();
        } catch (ExecutionException e) {
            fault();
            throw new IOException("the cluster gave the trial up: " + reason(e.getCause()), e);
        } finally {
            if (!over) {
                job.cancel(true);
                if (!outage.lost()) {
                    desk.awaitOver(GRACE);
                }
            }
        }
    }

    /** What {@code docs/scale.md} reckons with. */
    private void log(long start, Ended ended) {
        double all = (System.nanoTime() - start) / 1e9;
        double waited = Math.max(0, (desk.begun() - start) / 1e9);
        LOG.info(
                "trial {} waited {} s for its task, which took {} s, of which its process {} s",
                trial,
                FORMAT.formatted(waited),
                FORMAT.formatted(all - waited),
                FORMAT.formatted(ended.seconds()));
    }

    private void passOn(Progress.@Nullable OfTrial event) {
        if (event != null) {
            listener.accept(event);
        }
    }

    private void fault() throws IOException {
        IOException fault = desk.fault();
        if (fault != null) {
            throw new IOException("what the trial " + trial + " left can't be kept: " + fault.getMessage(), fault);
        }
    }

    /** A line of what Spark says. */
    static String reason(@Nullable Throwable failure) {
        String words = String.valueOf(failure == null ? null : failure.getMessage());
        Matcher given = GIVEN_UP.matcher(words);
        return given.matches()
                ? given.group(2) + " (on " + given.group(1) + ")"
                : words.lines().findFirst().orElse("it gave no reason");
    }
}
