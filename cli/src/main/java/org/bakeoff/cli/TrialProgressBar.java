package org.bakeoff.cli;

import java.util.List;
import java.util.Locale;
import org.bakeoff.report.Numbers;
import org.bakeoff.training.progress.Progress;

/** Shows the progress of a trial, in one line. */
final class TrialProgressBar {

    private static final int WIDTH = 10;

    private final Progress.TrialStarted started;
    private final long start = System.nanoTime();
    private long batches;
    private List<String> state = List.of();

    TrialProgressBar(Progress.TrialStarted started) {
        this.started = started;
    }

    void hear(Progress.OfTrial event) {
        if (event instanceof Progress.BatchTrained batch) {
            batches = (batch.epoch() - 1L) * started.batches() + batch.batch();
            state = List.of(
                    left() + " left",
                    "epoch " + batch.epoch() + "/" + started.epochs(),
                    String.format(Locale.ROOT, "loss %.2f", batch.loss()),
                    String.format(Locale.ROOT, "accuracy %.2f", batch.accuracy()));
        } else if (event instanceof Progress.EpochEnded ended) {
            batches = (long) ended.epoch().epoch() * started.batches();
        } else if (event instanceof Progress.Predicting predicting) {
            // Early stopping may have ended training before the last epoch.
            batches = all();
            state = List.of("predicting " + Numbers.count(predicting.done()) + "/" + Numbers.count(predicting.total()));
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
     * Returns the line, without the last of its parts where a terminal has no room for them.
     *
     * @param name the width of the trial's name, in columns
     */
    String line(int name) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + name + "s %s %3d%%",
                started.trial(),
                bar(batches, all()),
                batches * 100 / Math.max(1, all())));
        for (String part : state) {
            if (line.length() + 2 + part.length() > Paragraph.WIDTH) {
                break;
            }
            line.append("  ").append(part);
        }
        return line.toString();
    }

    static String bar(long done, long all) {
        int filled = (int) (Math.min(done, all) * WIDTH / Math.max(1, all));
        return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "]";
    }
}
