package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.progress.Progress;

/**
 * Compares the trials of finished runs without training anything: those of several runs with the same test examples, or those
 * of one run again. The evaluators are those of the first run's spec.
 */
public final class RunComparison {

    private final ExperimentServices services;
    private final List<FinishedRun> runs = new ArrayList<>();
    private final RunDirectory directory;
    private final MergedRuns trials;

    /**
     * Reads the runs.
     *
     * @param folders their run directories, at least one
     * @param out the run directory of the comparison
     * @param plugins folders of plugins, see {@link ExperimentBuilder#plugins}
     * @param cache where downloads and encoded data are kept
     * @param offline whether downloads are forbidden
     * @throws BakeoffException if a folder is no run directory, or the runs have different test examples
     */
    public RunComparison(List<Path> folders, Path out, List<Path> plugins, CacheFolder cache, boolean offline) {
        this.services = ExperimentServices.withoutWorkers(plugins, cache, offline);
        this.directory = new RunDirectory(out);
        for (Path folder : folders) {
            FinishedRun run = FinishedRun.read(folder, services.specs());
            runs.add(run);
            sameTest(run, run.result().dataset().description().testSha256());
        }
        this.trials = new MergedRuns(directory, runs.get(0));
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

    /**
     * Returns the name that a run's model has in the comparison, after {@link #run}.
     *
     * @param run the run directory
     * @param model the model's name there
     */
    String name(Path run, String model) {
        return trials.names(new RunDirectory(run).path()).getOrDefault(model, model);
    }

    /** Returns the folder that the results are written to. */
    public Path directory() {
        return directory.path();
    }

    /**
     * Compares the trials, and writes a run directory with copies of them.
     *
     * @param listener receives the events; what it throws stops the comparison and reaches the caller
     * @throws RunDirectoryInUseException if the run directory holds an earlier run's results
     * @throws BakeoffException if the data isn't available or has changed, or a file can't be read or written
     * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays interrupted
     */
    public ComparisonResult run(Consumer<Progress> listener) {
        return ListenerGuard.to(listener, this::heard);
    }

    private ComparisonResult heard(Consumer<Progress> listener) throws IOException {
        try (RunDirectory.Held held = directory.holdNew()) {
            boolean whole = false;
            try {
                ComparisonResult result = written(listener);
                held.keep();
                whole = true;
                return result;
            } finally {
                if (!whole) {
                    // Nothing was trained, so the same command can simply start over.
                    directory.unmake();
                }
            }
        }
    }

    private ComparisonResult written(Consumer<Progress> listener) throws IOException {
        String started = Instant.now().toString();
        long start = System.nanoTime();
        DataLoader.Loaded data = load(listener);
        double dataSeconds = Experiment.seconds(start);
        trials.copy();
        Spec spec = trials.spec(runs.size() == 1 ? runs.get(0).spec().name() : "comparison");
        listener.accept(new Progress.Comparing());
        ComparisonResult result = compare(data, spec);
        directory.writeSpec(spec.toJson());
        directory.write(Experiment.dataFile(data.file().trial().info(), trials.readable()));
        Provenance provenance = RunProvenance.of(started, spec, trials.device(), 0, null, data.inputs(), dataSeconds)
                .ended(Experiment.seconds(start), RunProvenance.natives());
        new Reports().write(directory, result, provenance);
        return result;
    }

    /** Loads the data and reads the trials. */
    private DataLoader.Loaded load(Consumer<Progress> listener) throws IOException {
        DataLoader.Loaded data = services.load(runs.get(0).spec(), listener);
        TestData test = data.file().test();
        sameTest(runs.get(0), test.sha256());
        for (FinishedRun run : runs) {
            trials.add(run, services.folders(), test);
        }
        return data;
    }

    private ComparisonResult compare(DataLoader.Loaded data, Spec spec) throws IOException {
        TestData test = data.file().test();
        ValidationSplit split = ValidationSplit.of(data.file().trial(), spec.training());
        long evaluations = services.evaluations().add(test.sha256(), spec.name(), 0);
        try (TrainedModels trained = new TrainedModels(test.info(), directory.trials())) {
            return Comparer.compare(
                    spec, new Comparer.Data(data.file().train(), split, test, evaluations), trials.compared(trained));
        }
    }
}
