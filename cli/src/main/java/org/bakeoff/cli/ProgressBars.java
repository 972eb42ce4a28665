package org.bakeoff.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bakeoff.runner.progress.Progress;
import org.bakeoff.runner.report.Figures;
import org.jspecify.annotations.Nullable;

/** One bar for the download and one for every trial. */
final class ProgressBars implements ProgressDisplay {

    private static final long MEBIBYTE = 1 << 20;

    /** A trial's bar. */
    private record Trial(ProgressBar bar, int epochs, int batches) {}

    private final PrintStream err;
    private final Map<String, Trial> trials = new LinkedHashMap<>();
    private @Nullable ProgressBar download;

    ProgressBars(PrintStream err) {
        this.err = err;
    }

    @Override
    public void accept(Progress event) {
        if (event instanceof Progress.Downloading downloading) {
            download(downloading);
        } else if (event instanceof Progress.Encoding encoding) {
            closeDownload();
            err.println("reading and encoding the dataset " + encoding.dataset());
        } else if (event instanceof Progress.DataReady data) {
            closeDownload();
            err.println(ProgressLines.line(data));
        } else if (event instanceof Progress.OfTrial ofTrial) {
            trial(ofTrial);
        }
    }

    private void download(Progress.Downloading event) {
        if (download == null) {
            download = new ProgressBarBuilder()
                    .setTaskName("download")
                    .setUnit(" MiB", MEBIBYTE)
                    .setInitialMax(event.total())
                    .startsFrom(event.bytes(), java.time.Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .build();
        }
        download.stepTo(event.bytes());
        if (event.bytes() == event.total()) {
            closeDownload();
        }
    }

    private void trial(Progress.OfTrial event) {
        if (event instanceof Progress.TrialStarted started) {
            trials.put(event.trial(), new Trial(bar(started), started.epochs(), started.batches()));
            return;
        }
        Trial trial = trials.get(event.trial());
        if (trial != null) {
            show(event, trial);
        }
        if (event instanceof Progress.TrialRetried retried) {
            close(event.trial());
            err.println(ProgressLines.line(retried));
        } else if (event instanceof Progress.TrialEnded ended) {
            close(event.trial());
            if (ended.failure() != null) {
                err.println(ProgressLines.line(ended));
            }
        }
    }

    private void close(String name) {
        Trial trial = trials.remove(name);
        if (trial != null) {
            trial.bar().close();
        }
    }

    private static ProgressBar bar(Progress.TrialStarted started) {
        return new ProgressBarBuilder()
                .setTaskName(started.trial())
                .setInitialMax((long) started.epochs() * started.batches())
                .setUpdateIntervalMillis(200)
                .setStyle(ProgressBarStyle.ASCII)
                .build();
    }

    private static void show(Progress.OfTrial event, Trial trial) {
        if (event instanceof Progress.BatchTrained batch) {
            trial.bar()
                    .stepTo((batch.epoch() - 1L) * trial.batches() + batch.batch())
                    .setExtraMessage(" epoch " + batch.epoch() + "/" + trial.epochs() + " loss "
                            + Figures.decimal(batch.loss()) + " accuracy " + Figures.decimal(batch.accuracy()) + " "
                            + Figures.count(batch.examplesPerSecond()) + "/s");
        } else if (event instanceof Progress.EpochEnded ended) {
            trial.bar().stepTo((long) ended.epoch().epoch() * trial.batches());
        } else if (event instanceof Progress.Predicting predicting) {
            trial.bar()
                    .stepTo((long) trial.epochs() * trial.batches())
                    .setExtraMessage(" predicting " + Figures.count(predicting.done()) + "/"
                            + Figures.count(predicting.total()));
        } else if (event instanceof Progress.TrialEnded ended) {
            trial.bar().setExtraMessage(" trained for " + Figures.seconds(ended.trainSeconds()));
        }
    }

    private void closeDownload() {
        if (download != null) {
            download.close();
            download = null;
        }
    }

    @Override
    public void close() {
        closeDownload();
        trials.values().forEach(trial -> trial.bar().close());
        trials.clear();
        err.flush();
    }
}
