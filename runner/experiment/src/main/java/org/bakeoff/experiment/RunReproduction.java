package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Trains the models of a finished run again, from its spec.json, and compares each with itself. The run's own folder is not
 * changed.
 */
public final class RunReproduction {

    /** The margin for a rate where none is set: one point. */
    public static final double RATE_MARGIN = 0.01;

    private final RunDirectory run;
    private final @Nullable Path out;
    private final OptionalDouble margin;
    private final List<Path> plugins;
    private final CacheFolder cache;
    private final boolean offline;
    private final @Nullable Integer workers;

    /** Thrown when the data has changed, so training would only waste time. */
    private static final class OtherData extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /**
     * Prepares a reproduction.
     *
     * @param run the run directory
     * @param out the run directory of the new run, which is resumed if it holds an earlier attempt; null for a temporary
     *     one
     * @param margin the largest difference in the primary metric that counts as none; empty for that of the run, or else
     *     {@link #RATE_MARGIN} for a rate and none for other metrics, which then can't be equivalent
     * @param plugins folders of plugins, see {@link ExperimentBuilder#plugins}
     * @param cache where downloads and encoded data are kept
     * @param offline whether downloads are forbidden
     * @param workers as {@link ExperimentBuilder#workers}; null for as many as fit
     */
    public RunReproduction(
            Path run,
            @Nullable Path out,
            OptionalDouble margin,
            List<Path> plugins,
            CacheFolder cache,
            boolean offline,
            @Nullable Integer workers) {
        this.run = new RunDirectory(run);
        this.out = out;
        this.margin = margin;
        this.plugins = List.copyOf(plugins);
        this.cache = cache;
        this.offline = offline;
        this.workers = workers;
    }

    /**
     * Trains the models again and compares.
     *
     * @param listener receives the events; what it throws stops the reproduction and reaches the caller
     * @throws BakeoffException if the folder is no run directory, or a file can't be read or written
     * @throws org.bakeoff.spec.SpecException if a plugin is missing or no longer accepts its configuration
     */
    public Reproduction run(Consumer<Progress> listener) {
        return BakeoffException.reporting(() -> {
            Path temporary = temporary();
            try {
                return run(new RunDirectory(out == null ? temporary.resolve("run") : out), temporary, listener);
            } finally {
                RecursiveDeletion.of(temporary);
            }
        });
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("bakeoff-reproduce");
        } catch (IOException e) {
            String folder = System.getProperty("java.io.tmpdir");
            throw new BakeoffException(
                    ErrorCode.FILE_UNUSABLE,
                    ErrorLocation.of(Path.of(folder)),
                    "Can't make a folder in " + folder + ": " + FileErrors.reason(e),
                    "BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another place.",
                    e);
        }
    }

    private Reproduction run(RunDirectory again, Path temporary, Consumer<Progress> listener) throws IOException {
        ComparisonResult first = run.result();
        ResumeCheck before = ResumeCheck.of(run);
        ExperimentBuilder builder = Experiment.builder()
                .spec(run.path().resolve("spec.json"))
                .out(again.path())
                .cache(cache.root())
                .offline(offline);
        plugins.forEach(builder::plugins);
        Experiment experiment = workers == null
                ? builder.workersThatFit().build()
                : builder.workers(workers).build();
        try {
            experiment.run(event -> {
                if (event instanceof Progress.TrialsPlanned && !before.sameData(ResumeCheck.of(again))) {
                    throw new OtherData();
                }
                listener.accept(event);
            });
        } catch (OtherData e) {
            return new Reproduction(
                    Reproduction.Verdict.DIFFERENT,
                    before.changes(ResumeCheck.of(again)),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }
        List<String> identical = new ArrayList<>();
        List<String> other = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        for (ModelResult model : first.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                String name = model.name(trial);
                if (identical(name, again)) {
                    identical.add(name);
                } else {
                    other.add(name);
                    models.add(model.name());
                }
            }
        }
        if (models.isEmpty()) {
            return new Reproduction(
                    Reproduction.Verdict.IDENTICAL,
                    before.changes(ResumeCheck.of(again)),
                    identical,
                    other,
                    Optional.empty());
        }
        ComparisonResult both = new RunComparison(
                        List.of(run.path(), again.path()),
                        temporary.resolve("both"),
                        margin(first),
                        plugins,
                        cache,
                        offline)
                .run(listener, models);
        return new Reproduction(
                failed(first).containsAll(failed(again.result()))
                        ? verdict(both, models.size())
                        : Reproduction.Verdict.DIFFERENT,
                before.changes(ResumeCheck.of(again)),
                identical,
                other,
                Optional.of(both));
    }

    private OptionalDouble margin(ComparisonResult first) {
        if (margin.isPresent()) {
            return margin;
        }
        OptionalDouble own = first.conclusion().margin();
        boolean rate =
                first.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        return own.isEmpty() && rate ? OptionalDouble.of(RATE_MARGIN) : own;
    }

    /** Returns the names of the trials that failed. */
    private static Set<String> failed(ComparisonResult result) {
        return result.models().stream()
                .flatMap(model -> model.trials().stream()
                        .filter(trial -> trial.status() == ModelResult.Status.FAILED)
                        .map(model::name))
                .collect(Collectors.toSet());
    }

    private static Reproduction.Verdict verdict(ComparisonResult both, int models) {
        List<PairwiseComparison> pairs = both.comparisons();
        if (pairs.stream().anyMatch(PairwiseComparison::hasWinner)) {
            return Reproduction.Verdict.DIFFERENT;
        }
        return pairs.size() == models && pairs.stream().allMatch(pair -> pair.verdict() == Verdict.EQUIVALENT)
                ? Reproduction.Verdict.EQUIVALENT
                : Reproduction.Verdict.UNDECIDED;
    }

    /** Returns whether a trial's predictions are byte-identical, or both trials have none. */
    private boolean identical(String trial, RunDirectory again) throws IOException {
        Path before = run.trials().resolve(trial).resolve("predictions.csv");
        Path now = again.trials().resolve(trial).resolve("predictions.csv");
        if (Files.exists(before) && Files.exists(now)) {
            return RegularFiles.same(before, now);
        }
        return Files.notExists(before) && Files.notExists(now);
    }
}
