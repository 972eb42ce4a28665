package org.bakeoff.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.compare.Contrast;
import org.bakeoff.runner.compare.ModelResult;
import org.bakeoff.runner.data.CacheFolder;
import org.bakeoff.runner.files.Removal;
import org.bakeoff.runner.progress.Progress;
import org.bakeoff.runner.report.EarlierRun;
import org.bakeoff.runner.report.RunDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Trains the models of a run that is over again, by its spec.json, and says whether that gives the same. The run's own folder
 * is left as it is.
 */
public final class RunReproduction {

    private static final double LEVEL = 0.05;
    private static final String EXPLORATORY = "exploratory";

    private final RunDirectory run;
    private final Path again;
    private final List<Path> plugins;
    private final CacheFolder cache;
    private final boolean offline;
    private final @Nullable Integer workers;

    /** The data is not what it was, so that training would only waste time. */
    private static final class OtherData extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /**
     * Reproduces nothing yet.
     *
     * @param run the run directory
     * @param again the folder that is trained into, which must be free; what is there of the same run is gone on with
     * @param plugins folders of plugins, see {@link ExperimentBuilder#plugins}
     * @param cache where downloads and encoded data are kept
     * @param offline whether nothing may be downloaded
     * @param workers as {@link ExperimentBuilder#workers}; null for as many as fit
     */
    public RunReproduction(
            Path run, Path again, List<Path> plugins, CacheFolder cache, boolean offline, @Nullable Integer workers) {
        this.run = new RunDirectory(run);
        this.again = again;
        this.plugins = List.copyOf(plugins);
        this.cache = cache;
        this.offline = offline;
        this.workers = workers;
    }

    /**
     * Trains and compares.
     *
     * @param listener hears what happens; what it throws breaks the reproduction off and reaches the caller
     * @throws IOException if the folder is no run directory, or a file can't be read or written; the message is for the user
     * @throws org.bakeoff.runner.spec.SpecException if a plugin is missing or doesn't take its configuration any more
     */
    public Reproduction run(Consumer<Progress> listener) throws IOException {
        ComparisonResult first = run.result();
        EarlierRun before = EarlierRun.of(run);
        ExperimentBuilder builder = Experiment.builder()
                .spec(run.path().resolve("spec.json"))
                .out(again)
                .cache(cache.root())
                .offline(offline);
        plugins.forEach(builder::plugins);
        Experiment experiment = workers == null
                ? builder.workersThatFit().build()
                : builder.workers(workers).build();
        RunDirectory directory = new RunDirectory(again);
        try {
            experiment.run(event -> {
                if (event instanceof Progress.TrialsPlanned && !sameData(before, directory)) {
                    throw new OtherData();
                }
                listener.accept(event);
            });
        } catch (OtherData e) {
            return new Reproduction(
                    Reproduction.Verdict.DIFFERENT,
                    before.changes(EarlierRun.of(directory)),
                    List.of(),
                    List.of(),
                    List.of());
        }
        return compared(first, before.changes(EarlierRun.of(directory)), listener);
    }

    private static boolean sameData(EarlierRun before, RunDirectory now) {
        try {
            return before.sameData(EarlierRun.of(now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reproduction compared(ComparisonResult first, List<String> changes, Consumer<Progress> listener)
            throws IOException {
        List<String> identical = new ArrayList<>();
        List<String> other = new ArrayList<>();
        List<String> models = new ArrayList<>();
        for (ModelResult model : first.models()) {
            boolean same = true;
            for (ModelResult.Trial trial : model.trials()) {
                String name = model.name() + "-" + trial.seed();
                boolean equal = equal(name);
                (equal ? identical : other).add(name);
                same &= equal;
            }
            if (!same) {
                models.add(model.name());
            }
        }
        if (other.isEmpty()) {
            return new Reproduction(Reproduction.Verdict.IDENTICAL, changes, identical, other, List.of());
        }
        List<Contrast> contrasts = contrasts(models, listener);
        boolean noise = contrasts.size() == models.size() && contrasts.stream().noneMatch(RunReproduction::tellsApart);
        return new Reproduction(
                noise ? Reproduction.Verdict.WITHIN_NOISE : Reproduction.Verdict.DIFFERENT,
                changes,
                identical,
                other,
                contrasts.stream().map(Contrast::verdict).toList());
    }

    /** As the comparison's verdicts do; a difference of which nothing can be said is one. */
    private static boolean tellsApart(Contrast contrast) {
        return contrast.difference() != 0
                && !(contrast.adjustedP() >= LEVEL || (contrast.low() <= 0 && contrast.high() >= 0));
    }

    /** Whether a trial's predictions are the same to the byte; they are none where both failed. */
    private boolean equal(String trial) throws IOException {
        Path before = run.trials().resolve(trial).resolve("predictions.csv");
        Path now = new RunDirectory(again).trials().resolve(trial).resolve("predictions.csv");
        if (Files.notExists(before) || Files.notExists(now)) {
            return Files.notExists(before) && Files.notExists(now);
        }
        return Files.mismatch(before, now) < 0;
    }

    /** How models compare with themselves in the metric that verdicts are about. */
    private List<Contrast> contrasts(List<String> models, Consumer<Progress> listener) throws IOException {
        Path folder = Files.createTempDirectory("bakeoff-reproduce");
        try {
            ComparisonResult both = new RunComparison(
                            List.of(run.path(), again), folder.resolve("both"), plugins, cache, offline)
                    .run(listener);
            List<Contrast> own = new ArrayList<>();
            int count = both.models().size() / 2;
            for (int index = 0; index < count; index++) {
                String left = both.models().get(index).name();
                String right = both.models().get(count + index).name();
                both.contrasts().stream()
                        .filter(contrast -> models.contains(left)
                                && contrast.left().equals(left)
                                && contrast.right().equals(right)
                                && !contrast.verdict().equals(EXPLORATORY))
                        .forEach(own::add);
            }
            return own;
        } finally {
            Removal.of(folder);
        }
    }
}
