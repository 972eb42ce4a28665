package org.bakeoff.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.ResultSentences;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Progress;

/** Prints a line for every finished step; of epochs one in two seconds, and of those of a trial one in ten, at most. */
final class ProgressLines implements ProgressDisplay {

    private static final int PERCENT = 100;
    private static final int MOST_OPEN = 3;

    private static final long PAUSE = 2_000_000_000L;
    private static final long PAUSE_OF_TRIAL = 10_000_000_000L;

    private final PrintStream err;
    private final LongSupplier clock;
    private final KeptTrials trials = new KeptTrials();
    private Optional<Long> printed = Optional.empty();
    private final Map<String, Long> printedOfTrials = new HashMap<>();
    private final Map<String, Long> percents = new HashMap<>();

    ProgressLines(PrintStream err) {
        this(err, System::nanoTime);
    }

    /**
     * Makes a display.
     *
     * @param clock tells the time in nanoseconds
     */
    ProgressLines(PrintStream err, LongSupplier clock) {
        this.err = err;
        this.clock = clock;
    }

    @Override
    public void accept(Progress event) {
        trials.accept(event);
        if (!(event instanceof Progress.TrialKept) || trials.over() == trials.planned()) {
            trials.line().ifPresent(err::println);
        }
        if (event instanceof Progress.Downloading download) {
            download(download);
        } else if (event instanceof Progress.EpochEnded ended) {
            epoch(ended);
        } else {
            line(event).ifPresent(err::println);
        }
    }

    private void epoch(Progress.EpochEnded ended) {
        long now = clock.getAsLong();
        Long before = printedOfTrials.get(ended.trial());
        if ((printed.isEmpty() || now - printed.get() >= PAUSE) && (before == null || now - before >= PAUSE_OF_TRIAL)) {
            printed = Optional.of(now);
            printedOfTrials.put(ended.trial(), now);
            err.println(TerminalText.of(ended.trial() + "  " + line(ended.epoch())));
        }
    }

    /** Prints a line for every tenth of a download. */
    private void download(Progress.Downloading download) {
        long now = download.total() > 0 ? download.bytes() * PERCENT / download.total() / 10 * 10 : -1;
        if (now > percents.getOrDefault(download.source(), -1L)) {
            percents.put(download.source(), now);
            err.println("downloading " + TerminalText.of(download.source()) + "  " + now + "%");
        }
    }

    /** Returns the line for an event, safe to print; empty for events that have none. */
    static Optional<String> line(Progress event) {
        // Events of trials come from other processes, on other machines too.
        return text(event).map(TerminalText::of);
    }

    private static Optional<String> text(Progress event) {
        if (event instanceof Progress.RunStarted started) {
            return Optional.of("run " + Numbers.count(started.number()) + " of " + Numbers.count(started.of()) + ": "
                    + started.run()
                    + (started.secondsLeft().isPresent()
                            ? ", about "
                                    + Numbers.duration(started.secondsLeft().getAsDouble()) + " left"
                            : ""));
        }
        if (event instanceof Progress.RunFailed failed) {
            return Optional.of(failed.run() + "  FAILED: " + failed.failure());
        }
        if (event instanceof Progress.Encoding encoding) {
            return Optional.of("reading and encoding the dataset " + encoding.dataset());
        }
        if (event instanceof Progress.EncodingFor encoding) {
            return Optional.of("encoding the texts for " + encoding.model());
        }
        if (event instanceof Progress.DataReady data) {
            return Optional.of("dataset " + data.dataset() + ": " + Numbers.count(data.train()) + " training, "
                    + Numbers.count(data.validation()) + " validation, " + Numbers.count(data.test())
                    + " test examples (" + (data.cached() ? "cached" : Numbers.seconds(data.seconds())) + ")");
        }
        if (event instanceof Progress.TrialsPlanned planned && planned.workers() > 0) {
            return Optional.of(planned.trials() + (planned.trials() == 1 ? " trial, " : " trials, ") + planned.workers()
                    + " at a time in worker processes");
        }
        if (event instanceof Progress.ConfigurationsKept kept) {
            return Optional.of(kept.model() + ": the best " + Numbers.count(kept.kept()) + " of "
                    + Numbers.count(kept.compared()) + " configurations continue after "
                    + Numbers.count(kept.epochs()) + (kept.epochs() == 1 ? " epoch" : " epochs"));
        }
        if (event instanceof Progress.ConfigurationSelected selected) {
            return Optional.of(selected.model() + ": configuration " + selected.configuration() + " of "
                    + selected.tried() + " is selected by the validation examples: "
                    + ResultSentences.values(selected.values()));
        }
        if (event instanceof Progress.Confirming confirming) {
            return Optional.of("selected configurations are trained with fresh seeds and tested: "
                    + Numbers.count(confirming.trials()) + " trials");
        }
        if (event instanceof Progress.SeedsCompared compared) {
            return Optional.of(line(compared));
        }
        if (event instanceof Progress.PluginReplaced replaced) {
            return Optional.of(line(replaced));
        }
        if (event instanceof Progress.TrialResumed resumed) {
            return Optional.of(resumed.trial() + "  resumes from its checkpoint, in epoch " + resumed.epoch()
                    + (resumed.batches() == 0
                            ? ""
                            : " after " + Numbers.count(resumed.batches())
                                    + (resumed.batches() == 1 ? " batch" : " batches")));
        }
        if (event instanceof Progress.TrialWarned warned) {
            return Optional.of(warned.trial() + " " + warned.warning());
        }
        if (event instanceof Progress.TrialRetried retried) {
            return Optional.of(retried.trial() + " failed: " + retried.failure() + "; retrying");
        }
        if (event instanceof Progress.TrialEnded ended) {
            return Optional.of(ended.trial() + "  done, trained for " + Numbers.seconds(ended.trainSeconds()));
        }
        if (event instanceof Progress.TrialFailed failed) {
            return Optional.of(failed.trial() + "  FAILED: " + failed.failure());
        }
        return Optional.empty();
    }

    private static String line(Progress.PluginReplaced replaced) {
        String now = replaced.now();
        return "the plugin " + replaced.location() + " was "
                + (now == null ? "removed" : "replaced") + " while the run used it (SHA-256 " + replaced.sha256()
                + (now == null ? "" : ", now " + now) + "); "
                + (replaced.copied()
                        ? "the run used a copy of the first one throughout"
                        : "the results may be those of both, so run again");
    }

    private static String line(Epoch epoch) {
        Double loss = epoch.validationLoss();
        Double accuracy = epoch.validationAccuracy();
        String validation = loss == null || accuracy == null
                ? ""
                : "  validation loss " + Numbers.decimal(loss) + "  accuracy " + Numbers.decimal(accuracy);
        return "epoch " + epoch.epoch() + "  loss " + Numbers.decimal(epoch.loss()) + "  accuracy "
                + Numbers.decimal(epoch.accuracy()) + validation + "  " + Numbers.seconds(epoch.seconds()) + "  "
                + Numbers.count(epoch.examplesPerSecond()) + " examples/s";
    }

    @Override
    public void close() {
        err.flush();
    }

    private static String line(Progress.SeedsCompared event) {
        String seeds = event.seeds().values().stream().distinct().count() == 1
                ? event.seeds().values().iterator().next() + " seeds each"
                : event.seeds().entrySet().stream()
                                .map(model -> model.getKey() + " " + model.getValue())
                                .collect(Collectors.joining(", "))
                        + " seeds";
        boolean verdict = event.goal() == Progress.SeedsCompared.Goal.VERDICT;
        String open = event.open().stream()
                .limit(MOST_OPEN)
                .map(pair ->
                        pair.left() + " - " + pair.right() + (verdict ? " undecided" : " not precise enough") + " ("
                                + (Double.isFinite(pair.low())
                                        ? Numbers.difference(pair.difference(), event.rate()) + ", "
                                                + Numbers.ends(pair.low(), pair.high(), event.rate())
                                        : "no interval")
                                + ")")
                .collect(Collectors.joining(", "));
        int more = event.open().size() - MOST_OPEN;
        return "after " + seeds + ": " + (open.isEmpty() ? "all " + (verdict ? "decided" : "precise enough") : open)
                + (more > 0 ? " and " + more + " more" : "") + "; "
                + (event.adding().isEmpty()
                        ? "no more seeds are added"
                        : "adding a seed to " + String.join(", ", event.adding()));
    }
}
