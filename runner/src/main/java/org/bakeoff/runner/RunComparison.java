package org.bakeoff.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bakeoff.runner.compare.Budget;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.compare.ModelResult;
import org.bakeoff.runner.compare.Subject;
import org.bakeoff.runner.data.CacheFolder;
import org.bakeoff.runner.data.DataLoader;
import org.bakeoff.runner.data.TestData;
import org.bakeoff.runner.data.ValidationSplit;
import org.bakeoff.runner.progress.Progress;
import org.bakeoff.runner.report.Provenance;
import org.bakeoff.runner.report.RunDirectory;
import org.bakeoff.runner.spec.Spec;
import org.bakeoff.runner.trial.Outcome;
import org.bakeoff.runner.trial.TrainedModels;
import org.bakeoff.runner.trial.Trial;
import org.bakeoff.runner.trial.Trials;

/**
 * Compares the trials of runs that are over, without training anything: of several runs with the same test examples, or of
 * one run again. The evaluators are those of the first run's spec.
 */
public final class RunComparison {

    private final Wiring wiring;
    private final List<FinishedRun> runs = new ArrayList<>();
    private final RunDirectory directory;

    /**
     * Reads the runs.
     *
     * @param folders their run directories, at least one
     * @param out the run directory of the comparison
     * @param cache where downloads and encoded data are kept
     * @param offline whether nothing may be downloaded
     * @throws IOException if a folder is no run directory, or the runs have different test examples
     */
    public RunComparison(List<Path> folders, Path out, CacheFolder cache, boolean offline) throws IOException {
        this.wiring = new Wiring(new DataLoader.Options(cache, offline), Trials.Workers.none(WorkerMain.class));
        this.directory = new RunDirectory(out);
        for (Path folder : folders) {
            FinishedRun run = FinishedRun.read(folder, wiring.specs());
            runs.add(run);
            sameTest(run, run.result().dataset().testSha256());
        }
    }

    private void sameTest(FinishedRun run, String test) throws IOException {
        FinishedRun first = runs.get(0);
        String expected = first.result().dataset().testSha256();
        if (!test.equals(expected)) {
            throw new IOException(first.directory().path() + " and "
                    + run.directory().path()
                    + " can't be compared: their test examples differ (SHA-256 " + expected.substring(0, 12) + "... of "
                    + first.result().dataset().test() + " examples, " + test.substring(0, 12) + "... of "
                    + run.result().dataset().test() + "). Run both on the same test examples.");
        }
    }

    /** The folder that the results go to. */
    public Path directory() {
        return directory.path();
    }

    /**
     * Compares, and writes a run directory with copies of the trials.
     *
     * @param listener hears what happens
     * @throws RunDirectory.Taken if the run directory holds an earlier run's results
     * @throws IOException if the data can't be had or is not what it was, or a file can't be read or written; the message
     *     is for the user
     */
    public ComparisonResult run(Consumer<Progress> listener) throws IOException {
        Instant started = Instant.now();
        long start = System.nanoTime();
        Experiment.Stations stations = wiring.stations();
        FinishedRun first = runs.get(0);
        List<Path> made = directory.make();
        DataLoader.Loaded data;
        try {
            data = stations.data().load(first.spec().dataset(), listener);
            sameTest(first, data.file().test().sha256());
        } catch (IOException | RuntimeException e) {
            RunDirectory.remove(made);
            throw e;
        }
        double dataSeconds = (System.nanoTime() - start) / 1e9;
        ValidationSplit split =
                ValidationSplit.of(data.file().trial(), first.spec().training());
        TestData test = data.file().test();
        List<Outcome> outcomes = new ArrayList<>();
        // Those whose models take the token ids of the first run.
        List<Outcome> readable = new ArrayList<>();
        List<Spec.Model> models = new ArrayList<>();
        Map<String, Budget> budgets = new LinkedHashMap<>();
        for (FinishedRun run : runs) {
            for (ModelResult model : run.result().models()) {
                String name = free(model.name(), run, models);
                List<Outcome> own = run.outcomes(model, stations.folders());
                List<Outcome> named =
                        own.stream().map(outcome -> renamed(outcome, name)).toList();
                outcomes.addAll(named);
                if (run.encodesAs(first)) {
                    readable.addAll(named);
                }
                models.add(outcomes.get(outcomes.size() - 1).trial().model());
                if (model.budget() != null) {
                    budgets.put(name, model.budget());
                }
                for (Outcome outcome : own) {
                    copy(
                            run.directory().trials().resolve(outcome.trial().name()),
                            directory
                                    .trials()
                                    .resolve(name + "-" + outcome.trial().seed()));
                }
            }
        }
        Spec spec = new Spec(
                runs.size() == 1 ? first.spec().name() : "comparison",
                first.spec().dataset(),
                models,
                first.spec().training(),
                first.spec().evaluators());
        listener.accept(new Progress.Comparing());
        long evaluations = stations.evaluations().add(test.sha256(), spec.name(), 0);
        ComparisonResult result;
        try (TrainedModels trained = new TrainedModels(test.spec(), directory.trials())) {
            Subject subject = new Subject(data.file().train(), split, test, evaluations, trained.of(readable), budgets);
            result = stations.comparer().compare(spec, subject, outcomes);
        }
        directory.write("spec.json", spec.toJson());
        stations.reports()
                .write(
                        directory,
                        result,
                        new Provenance(
                                spec,
                                outcomes.get(0).trial().device(),
                                data.inputs(),
                                0,
                                started,
                                dataSeconds,
                                (System.nanoTime() - start) / 1e9));
        return result;
    }

    /** A name that no model has yet: its own, or that with its run's folder before it. */
    private static String free(String name, FinishedRun run, List<Spec.Model> taken) {
        String folder = String.valueOf(run.directory().path().getFileName())
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        List<String> names = taken.stream().map(Spec.Model::name).toList();
        return Stream.iterate(0, number -> number + 1)
                .map(number -> number == 0 ? name : name + "-of-" + folder + (number == 1 ? "" : "-" + number))
                .filter(candidate -> !names.contains(candidate))
                .findFirst()
                .orElseThrow();
    }

    private static Outcome renamed(Outcome outcome, String name) {
        Trial trial = outcome.trial();
        Spec.Model model =
                new Spec.Model(name, trial.model().provider(), trial.model().training());
        return new Outcome(new Trial(model, trial.seed(), trial.device()), outcome.result(), outcome.failure());
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }
}
