package org.bakeoff.cli;

import java.util.Locale;
import org.bakeoff.report.Numbers;
import org.bakeoff.training.progress.Progress;

/** Shows the progress of a trial, in one line. */
final class TrialProgressBar {

    private static final int WIDTH = 24;

    private final Progress.TrialStarted started;
    private final long start = System.nanoTime();
    private long batches;
    private String state = "";

    TrialProgressBar(Progress.TrialStarted started) {
        this.started = started;
    }

    void hear(Progress.OfTrial event) {
        if (event instanceof Progress.BatchTrained batch) {
            batches = (batch.epoch() - 1L) * started.batches() + batch.batch();
            state = "epoch " + batch.epoch() + "/" + started.epochs() + "  " + left() + " left  loss "
                    + Numbers.decimal(batch.loss()) + "  accuracy " + Numbers.decimal(batch.accuracy()) + "  "
                    + Numbers.count(batch.examplesPerSecond()) + "/s";
        } else if (event instanceof Progress.EpochEnded ended) {
            batches = (long) ended.epoch().epoch() * started.batches();
        } else if (event instanceof Progress.Predicting predicting) {
            // Early stopping may have ended training before the last epoch.
            batches = all();
            state = "predicting " + Numbers.count(predicting.done()) + "/" + Numbers.count(predicting.total());
        }
    }

    private long all() {
        return (long) started.epochs() * started.batches();
    }

    /** Returns the minutes and seconds left at the present speed. */
    private String left() {
        double perBatch = (System.nanoTime() - start) / 1e9 / batches;
        long seconds = Math.round(perBatch * (all() - batches));
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /**
     * Returns the line.
     *
     * @param name the width of the trial's name, in columns
     */
    String line(int name) {
        return String.format(
                Locale.ROOT,
                "%-" + name + "s %s %3d%%  %s",
                started.trial(),
                bar(batches, all()),
                batches * 100 / Math.max(1, all()),
                state);
    }

    static String bar(long done, long all) {
        int filled = (int) (Math.min(done, all) * WIDTH / Math.max(1, all));
        return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "]";
    }
}
