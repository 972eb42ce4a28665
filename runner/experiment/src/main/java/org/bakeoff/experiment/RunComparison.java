package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.SomeNames;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.WarningsOfRuns;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.progress.Progress;

/**
 * Compares the trials of finished runs without training anything: those of several runs with the same test examples, or those
 * of one run again. The evaluators are those of the first run's spec.
 */
public final class RunComparison {

    /** So many classes a message names at most. */
    private static final int SHOWN = 10;

    private final ExperimentServices services;
    private final List<FinishedRun> runs = new ArrayList<>();
    private final RunDirectory directory;
    private final MergedRuns trials;
    private final OptionalDouble margin;

    /**
     * Reads the runs.
     *
     * @param folders their run directories, at least one
     * @param out the run directory of the comparison
     * @param margin the largest difference in the primary metric that counts as none; empty for that of the runs' specs, if
     *     they have the same
     * @param plugins folders of plugins, see {@link ExperimentBuilder#plugins}
     * @param cache where downloads and encoded data are kept
     * @param offline whether downloads are forbidden
     * @throws BakeoffException if a folder is no run directory, is named twice or is a copy of another one, the runs have different test examples, or
     *     more models than a spec may have
     */
    public RunComparison(
            List<Path> folders,
            Path out,
            OptionalDouble margin,
            List<Path> plugins,
            CacheFolder cache,
            boolean offline) {
        this.margin = margin;
        this.services = ExperimentServices.withoutWorkers(plugins, cache, offline);
        this.directory = new RunDirectory(out);
        int models = 0;
        for (Path folder : folders) {
            FinishedRun run = FinishedRun.read(folder, services.specs());
            models += run.result().models().size();
            ComparedModels.checkCount(models, run.directory().path());
            checkOther(run);
            runs.add(run);
            sameTest(run, run.result().dataset().description().testSha256());
            sameClasses(run);
        }
        this.trials = new MergedRuns(directory, runs.get(0));
    }

    private void checkOther(FinishedRun run) {
        BakeoffException.reporting(() -> {
            Path path = run.directory().path();
            String identity = run.directory().identity();
            for (FinishedRun earlier : runs) {
                Path other = earlier.directory().path();
                boolean named = Files.isSameFile(other, path);
                if (named
                        || (!identity.isEmpty()
                                && earlier.directory().identity().equals(identity))) {
                    throw new BakeoffException(
                            ErrorCode.RUNS_NOT_COMPARABLE,
                            ErrorLocation.of(path),
                            path + (named ? " is named twice" : " is a copy of " + other)
                                    + ", so its models would be compared with themselves",
                            "Name each run once.");
                }
            }
            return run;
        });
    }

    private void sameTest(FinishedRun run, String test) {
        FinishedRun first = runs.get(0);
        String expected = first.result().dataset().description().testSha256();
        if (!test.equals(expected)) {
            throw new BakeoffException(
                    ErrorCode.RUNS_NOT_COMPARABLE,
                    ErrorLocation.of(run.directory().path()),
                    first.directory().path() + " and " + run.directory().path()
                            + " can't be compared: their test examples differ (SHA-256 " + expected.substring(0, 12)
                            + "... of " + first.result().dataset().test() + " examples, "
                            + test.substring(0, 12)
                            + "... of " + run.result().dataset().test() + ")",
                    "Run both on the same test examples.");
        }
    }

    /** Checks that a run has the classes of the first one, of which its training set may have others. */
    private void sameClasses(FinishedRun run) {
        FinishedRun first = runs.get(0);
        List<String> expected = first.result().dataset().description().classes();
        List<String> classes = run.result().dataset().description().classes();
        if (!classes.equals(expected)) {
            throw new BakeoffException(
                    ErrorCode.RUNS_NOT_COMPARABLE,
                    ErrorLocation.of(run.directory().path()),
                    first.directory().path() + " and " + run.directory().path()
                            + " can't be compared: their classes differ (" + SomeNames.of(expected, SHOWN) + "; "
                            + SomeNames.of(classes, SHOWN) + ")",
                    "Run both on training sets of the same classes.");
        }
    }

    /** Returns the folder that the results are written to. */
    public Path directory() {
        return directory.path();
    }

    /** Returns the models of all runs, as the runs have them. */
    public List<ModelResult> models() {
        return runs.stream().flatMap(run -> run.result().models().stream()).toList();
    }

    /**
     * Compares the trials, and writes a run directory with copies of them.
     *
     * @param listener receives the events; what it throws stops the comparison and reaches the caller
     * @throws RunDirectoryInUseException if the run directory holds an earlier run's results
     * @throws BakeoffException if the data isn't available or has changed, or a file can't be read or written
     * @throws org.bakeoff.spec.SpecException if the margin is larger than the primary metric's range
     * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays interrupted
     */
    public ComparisonResult run(Consumer<Progress> listener) {
        return ListenerGuard.to(listener, events -> heard(events, List.of()));
    }

    /** Compares only models of the first run, each with the model of the same name of the last run. */
    ComparisonResult run(Consumer<Progress> listener, Collection<String> models) {
        return ListenerGuard.to(listener, events -> heard(events, models));
    }

    private ComparisonResult heard(Consumer<Progress> listener, Collection<String> again) throws IOException {
        try (HeldRunDirectory held = directory.holdNew()) {
            boolean whole = false;
            try {
                ComparisonResult result = held.whileHeld(() -> written(listener, again));
                held.keep();
                whole = true;
                return result;
            } finally {
                if (!whole && !held.isLost()) {
                    // Nothing was trained, so the same command can simply start over.
                    directory.unmake();
                }
            }
        }
    }

    private ComparisonResult written(Consumer<Progress> listener, Collection<String> again) throws IOException {
        String started = Instant.now().toString();
        long start = System.nanoTime();
        EncodedModels encoded = load(listener);
        double dataSeconds = ExperimentRun.seconds(start);
        trials.copy();
        runs.forEach(FinishedRun::checkSame);
        Spec spec = trials.spec(runs.size() == 1 ? runs.get(0).spec().name() : "comparison", margin);
        listener.accept(new Progress.Comparing());
        ComparisonResult compared = compare(encoded, spec, again, listener);
        ComparisonResult result = WarningsOfRuns.of(compared, trials.warningsOfRuns());
        directory.writeSpec(spec.toJson());
        directory.write(encoded.file(trials.readable(), false));
        List<SourceFingerprint> inputs = new ArrayList<>(encoded.data().inputs());
        inputs.addAll(encoded.inputs());
        Provenance provenance = RunProvenance.of(started, spec, trials.device(), 0, null, inputs, dataSeconds)
                .looked(SeedLooks.after(trials.looks(), result))
                .trainedWith(trials.earlierPlugins())
                .ended(
                        ExperimentRun.seconds(start),
                        spec.models().isEmpty() ? List.of() : RunProvenance.natives(),
                        List.of());
        new Reports().write(directory, result, provenance);
        return result;
    }

    /** Loads the data and reads the trials. */
    private EncodedModels load(Consumer<Progress> listener) throws IOException {
        EncodedModels encoded = new EncodedModels(FinishedRun.withData(
                runs.get(0).directory(), () -> services.load(runs.get(0).spec(), listener)));
        sameTest(runs.get(0), encoded.data().file().test().sha256());
        for (FinishedRun run : runs) {
            trials.add(run, services.folders(), encoded, services.encoder(listener));
        }
        return encoded;
    }

    private ComparisonResult compare(
            EncodedModels encoded, Spec spec, Collection<String> again, Consumer<Progress> listener)
            throws IOException {
        EncodedFile file = encoded.data().file();
        TestData test = file.test();
        ValidationSplit split = ValidationSplit.of(file.trial(), spec.training());
        Optional<List<ComparisonInput.ModelPair>> pairs = again.isEmpty()
                ? Optional.empty()
                : Optional.of(again.stream()
                        .map(model -> new ComparisonInput.ModelPair(
                                trials.name(runs.get(0), model), trials.name(runs.get(runs.size() - 1), model)))
                        .toList());
        long evaluations = services.evaluations().add(test.sha256(), spec.name(), 0);
        Comparer.Data data =
                new Comparer.Data(file.train(), split, test, evaluations, notes(file), trials.imported(), encoded::own);
        try (TrainedModels trained = new TrainedModels(trial -> data.input(trial.model()), directory.trials())) {
            return Comparer.compare(spec, data, trials.compared(trained, pairs), listener);
        }
    }

    /** Returns what was assumed in reading the data of the first run, and of each other one what wasn't there. */
    private List<String> notes(EncodedFile file) {
        Set<String> notes = new LinkedHashSet<>(file.notes());
        for (FinishedRun run : runs) {
            String of = run.equals(runs.get(0)) ? "" : run.directory().path() + ": ";
            run.result().dataset().notes().stream()
                    .filter(note -> !file.notes().contains(note))
                    .forEach(note -> notes.add(of + note));
        }
        return List.copyOf(notes);
    }
}
