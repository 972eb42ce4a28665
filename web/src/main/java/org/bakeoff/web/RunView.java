package org.bakeoff.web;

import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ShellWord;
import org.bakeoff.io.SomeNames;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.ResultTables;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.ComparisonSummary;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.RunSummary;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.statistics.MeasuredMetrics.Metric;

/**
 * A run as pages show it.
 *
 * @param entry where it is and what is known of it
 */
public record RunView(RunIndex.Entry entry) implements Listed {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final int MOST_BEST = 3;

    /** A benchmark has its runs so many levels below it. */
    private static final int LEVELS_IN_BENCHMARK = 2;

    /** Returns a path as a value in an address. */
    public static String encoded(String place) {
        return URLEncoder.encode(place, StandardCharsets.UTF_8);
    }

    /** Returns the run's path below the served folder; the folder itself is ".". */
    @Override
    public String place() {
        return entry.place().isEmpty() ? "." : entry.place();
    }

    /** Returns the run directory's whole path, as a word of a command. */
    public String folder() {
        return ShellWord.of(entry.directory().path().toString());
    }

    /** Returns the path of its spec, as a word of a command. */
    public String spec() {
        return ShellWord.of(entry.directory().path().resolve("spec.json").toString());
    }

    /** Returns the name of the experiment, or where it doesn't tell, the path. */
    @Override
    public String name() {
        return summary().name().isEmpty() ? place() : summary().name();
    }

    @Override
    public String page() {
        return "run?at=" + encoded(place());
    }

    @Override
    public String dataset() {
        return summary().dataset();
    }

    /** Returns the page of the benchmark that it is a run of; empty if it is none's, or that isn't below the served folder. */
    public String benchmark() {
        Path place = Path.of(entry.place());
        int levels = place.getNameCount() - LEVELS_IN_BENCHMARK;
        boolean within = BenchmarkDirectory.ofRun(entry.directory().path())
                .filter(BenchmarkDirectory::hasRuns)
                .isPresent();
        if (!within || levels < 0) {
            return "";
        }
        return "benchmark?at="
                + (levels == 0
                        ? "."
                        : encoded(place.subpath(0, levels).toString().replace(File.separatorChar, '/')));
    }

    @Override
    public List<String> tags() {
        return summary().title().tags();
    }

    /** Returns what the list of runs shows of it. */
    public RunSummary summary() {
        return entry.summary();
    }

    /** Returns the state in one word, in small letters. */
    @Override
    public String state() {
        return summary().readable() ? summary().state().name().toLowerCase(Locale.ROOT) : "unreadable";
    }

    /** Returns what is wrong with its result; empty if that can be read, or there is none. */
    public String fault() {
        if (summary().readable() || !entry.directory().compared()) {
            return "";
        }
        try {
            RunFiles.read(entry.directory());
            return "";
        } catch (BakeoffException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Returns why none of its models can be asked; empty where one may be. */
    public String unasked() {
        RunProgress progress = RunProgress.withoutEpochs(entry.directory(), entry.trials());
        if (progress.ended() == 0 && !entry.directory().compared()) {
            return "No trial of this run has ended yet. A model answers once it has been trained.";
        }
        if (progress.ended() > 0 && progress.trials().stream().allMatch(RunView::leftNoModel)) {
            return "All trials of this run failed or diverged, so there is no model to ask. The run's page says why.";
        }
        return holdsModels() ? "" : "This run has the predictions of models, and no model that could be asked.";
    }

    private static boolean leftNoModel(TrialProgress trial) {
        return trial.status() == TrialProgress.Status.FAILED || trial.status() == TrialProgress.Status.DIVERGED;
    }

    private boolean holdsModels() {
        try {
            return !entry.directory().data().infos().isEmpty();
        } catch (BakeoffException e) {
            // Whoever asks is told what is wrong.
            return true;
        }
    }

    /** Returns how many trials of a run under way have ended; empty for others. */
    @Override
    public String ended() {
        if (summary().state() != RunState.RUNNING) {
            return "";
        }
        RunProgress progress = RunProgress.withoutEpochs(entry.directory(), entry.trials());
        return Numbers.count(progress.ended())
                + (progress.complete()
                        ? " of " + Numbers.count(progress.trials().size())
                        : " trials");
    }

    /** Returns when it started, on this machine's clock; empty if unknown. */
    @Override
    public String started() {
        return summary().started().map(TIME::format).orElse("");
    }

    /** Returns the same in milliseconds, to sort by. */
    @Override
    public long millis() {
        return summary().started().map(at -> at.toEpochMilli()).orElse(0L);
    }

    /** Returns the names of the models, separated by commas. */
    @Override
    public String models() {
        return summary().models().stream().map(ComparisonSummary.Model::name).collect(Collectors.joining(", "));
    }

    /** Returns the best models by their values, of many the first ones. */
    @Override
    public String best() {
        return SomeNames.of(ranked().map(ComparisonSummary.Model::name).toList(), MOST_BEST);
    }

    /** Returns the primary metric of the first of the best models; NaN without one. */
    @Override
    public double value() {
        return values().findFirst().orElse(Double.NaN);
    }

    /** Returns the primary metric of the best models that {@link #best} names; empty without one. */
    @Override
    public String figure() {
        boolean rate = summary().metric().filter(Metric::rate).isPresent();
        return values().limit(MOST_BEST)
                .mapToObj(value -> Numbers.metric(value, rate))
                .collect(Collectors.joining(", "));
    }

    /** Returns the title of the primary metric as in a sentence; empty without a result. */
    @Override
    public String metric() {
        return summary().metric().map(ResultTables::lowerCase).orElse("");
    }

    private DoubleStream values() {
        return ranked().flatMapToDouble(model -> model.value().stream());
    }

    private Stream<ComparisonSummary.Model> ranked() {
        double sign = summary().metric().filter(Metric::higherIsBetter).isPresent() ? -1 : 1;
        return summary().best().stream()
                .sorted(Comparator.comparingDouble(model -> sign * model.value().orElse(Double.NaN)));
    }
}
