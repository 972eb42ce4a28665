package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
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
import tools.jackson.databind.JsonNode;

/**
 * Trains the models of a finished run again, from its spec.json, and compares each with itself. The run's own folder is not
 * changed.
 */
public final class RunReproduction {

    /** The margin for a rate where none is set: one point. */
    public static final double RATE_MARGIN = 0.01;

    private static final String RESULT = "comparison.json";

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
     * @param out the run directory of the new run, in which there must be no run yet, but for a reproduction, which is resumed, or
     *     compared once more if it has ended; null for a temporary one
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
            if (out != null && !isReproduction(new RunDirectory(out))) {
                // What is there already would be compared with itself.
                new RunDirectory(out).checkNew();
            }
            Path temporary = temporary();
            try {
                return run(new RunDirectory(out == null ? temporary.resolve("run") : out), temporary, listener);
            } finally {
                RecursiveDeletion.of(temporary);
            }
        });
    }

    /**
     * Returns whether a folder holds a reproduction, which may have ended without its answer, as where there was no space to compare it.
     * One that hasn't ended is refused when it is resumed if it is of another spec.
     */
    private boolean isReproduction(RunDirectory there) {
        return there.begun()
                && !there.identity().equals(run.identity())
                && (!there.compared() || hasSpec(there, run.spec()));
    }

    private static boolean hasSpec(RunDirectory there, JsonNode spec) {
        try {
            return there.spec().equals(spec);
        } catch (BakeoffException e) {
            // It is no run's folder, or a damaged one.
            return false;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("bakeoff-reproduce");
        } catch (IOException e) {
            String folder = System.getProperty("java.io.tmpdir");
            throw BakeoffException.of(
                    ErrorCode.FILE_UNUSABLE,
                    Path.of(folder),
                    "Can't make a folder in " + folder,
                    "BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another place.",
                    e);
        }
    }

    private Reproduction run(RunDirectory again, Path temporary, Consumer<Progress> listener) throws IOException {
        String started = run.started();
        run.checkEnded();
        FinishedRun.requireTrained(run);
        ComparisonResult first = run.result();
        ResumeCheck before = ResumeCheck.of(run);
        checkModels(first);
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
            FinishedRun.withData(
                    run,
                    () -> experiment.run(event -> {
                        if (event instanceof Progress.TrialsPlanned && !before.sameData(ResumeCheck.of(again))) {
                            throw new OtherData();
                        }
                        listener.accept(event);
                    }));
        } catch (OtherData e) {
            return new Reproduction(
                    Reproduction.Verdict.DIFFERENT,
                    before.changes(ResumeCheck.of(again)),
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }
        // Training may have taken hours.
        FinishedRun.checkSame(run, started);
        ComparisonResult second = again.result();
        List<String> identical = new ArrayList<>();
        List<String> other = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        for (ModelResult model : first.models()) {
            for (String name : trials(model, second.model(model.name()))) {
                if (Files.notExists(predictions(run, name)) && Files.notExists(predictions(again, name))) {
                    failed.add(name);
                } else if (identical(name, again)) {
                    identical.add(name);
                } else {
                    other.add(name);
                    models.add(model.name());
                }
            }
        }
        if (models.isEmpty()) {
            checkFigures(first, before, second, ResumeCheck.of(again));
            return new Reproduction(
                    identical.isEmpty() ? Reproduction.Verdict.UNDECIDED : Reproduction.Verdict.IDENTICAL,
                    before.changes(ResumeCheck.of(again)),
                    identical,
                    other,
                    failed,
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
                failed(first).containsAll(failed(second))
                        ? verdict(both, models.size())
                        : Reproduction.Verdict.DIFFERENT,
                before.changes(ResumeCheck.of(again)),
                identical,
                other,
                failed,
                Optional.of(both));
    }

    /** Checks that the run's result has the models of its spec, each with trials whose predictions are there. */
    private void checkModels(ComparisonResult first) {
        Set<String> models = first.models().stream().map(ModelResult::name).collect(Collectors.toSet());
        if (!models.equals(Set.copyOf(run.spec().path("models").propertyNames()))) {
            throw damaged(RESULT, "its models aren't those of spec.json");
        }
        for (ModelResult model : first.models()) {
            if (model.trials().isEmpty()) {
                throw damaged(RESULT, "the model " + model.name() + " has no trials");
            }
            for (ModelResult.Trial trial : model.trials()) {
                Path predictions = predictions(run, model.name(trial));
                if (Files.exists(predictions) == (trial.status() == ModelResult.Status.FAILED)) {
                    throw damaged(
                            run.path().relativize(predictions).toString(),
                            "comparison.json says that the trial " + model.name(trial)
                                    + (Files.exists(predictions)
                                            ? " failed, but there are predictions"
                                            : " has predictions, but there are none"));
                }
            }
        }
    }

    /** Returns the names of a model's trials in either run. */
    private static Set<String> trials(ModelResult first, ModelResult second) {
        Set<String> names = new LinkedHashSet<>();
        first.trials().forEach(trial -> names.add(first.name(trial)));
        second.trials().forEach(trial -> names.add(second.name(trial)));
        return names;
    }

    /**
     * Checks that the figures of the run follow from its predictions, which are the same again. With other plugins or another version
     * they may be computed in another way, and after other looks they are corrected in another way.
     */
    private void checkFigures(ComparisonResult first, ResumeCheck before, ComparisonResult second, ResumeCheck after) {
        if (!before.changes(after).isEmpty() || !before.looks().equals(after.looks())) {
            return;
        }
        Set<String> other = new TreeSet<>(differing(comparisons(first), comparisons(second)));
        Map<String, Map<String, ?>> figures = figures(first);
        Map<String, Map<String, ?>> again = figures(second);
        figures.forEach((name, metrics) -> other.addAll(differing(metrics, again.getOrDefault(name, Map.of()))));
        if (!other.isEmpty()) {
            throw damaged(
                    RESULT,
                    "has other figures than its predictions give: " + String.join(", ", other),
                    "If an evaluator may give other figures each time, as where it draws examples at random or adds up in"
                            + " several threads, fix its plugin. Otherwise the file was changed since its run wrote it:"
                            + " run the experiment again with its spec.json.");
        }
        if (!figures.keySet().equals(again.keySet())) {
            throw damaged(RESULT, "its trials aren't those of its predictions");
        }
    }

    /** Returns the names by which something else is found, or nothing. */
    private static Set<String> differing(Map<String, ?> first, Map<String, ?> second) {
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        names.removeIf(name -> Objects.equals(first.get(name), second.get(name)));
        return names;
    }

    /** Returns the comparisons in each metric. */
    private static Map<String, List<PairwiseComparison>> comparisons(ComparisonResult result) {
        return result.conclusion().comparisons().stream().collect(Collectors.groupingBy(PairwiseComparison::metric));
    }

    /** Returns the metrics of every model, and of every trial by its name. */
    private static Map<String, Map<String, ?>> figures(ComparisonResult result) {
        Map<String, Map<String, ?>> figures = new HashMap<>();
        for (ModelResult model : result.models()) {
            figures.put(model.name(), model.metrics());
            model.trials().forEach(trial -> figures.put(model.name(trial), trial.metrics()));
        }
        return figures;
    }

    private BakeoffException damaged(String name, String fault) {
        return damaged(
                name, "was changed since its run wrote it: " + fault, "Run the experiment again with its spec.json.");
    }

    private BakeoffException damaged(String name, String problem, String remedy) {
        Path file = run.path().resolve(name);
        return new BakeoffException(ErrorCode.RUN_DAMAGED, ErrorLocation.of(file), file + " " + problem, remedy);
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

    private static Path predictions(RunDirectory directory, String trial) {
        return directory.trials().resolve(trial).resolve("predictions.csv");
    }

    /** Returns whether a trial's predictions are byte-identical, or both trials have none. */
    private boolean identical(String trial, RunDirectory again) throws IOException {
        Path before = predictions(run, trial);
        Path now = predictions(again, trial);
        return Files.exists(before) && Files.exists(now) && RegularFiles.same(before, now);
    }
}
