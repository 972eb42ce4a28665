package org.bakeoff.experiment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.TestData;
import org.bakeoff.data.TrialData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.DataFile;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.ClassWeights;
import org.bakeoff.spec.Search;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.bakeoff.spec.Training.EarlyStopping;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialScheduler;
import org.bakeoff.training.executor.DeviceException;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Runs an experiment into its run directory: loads the data, trains, compares, and writes the results. */
final class ExperimentRun {

    /** What stands for the device where nothing is trained. */
    static final String NO_DEVICE = "none";

    private final Spec spec;
    private final RunDirectory directory;
    private final @Nullable URI place;
    private final boolean overwrite;
    private final ExperimentServices services;

    ExperimentRun(
            Spec spec, RunDirectory directory, @Nullable URI place, boolean overwrite, ExperimentServices services) {
        this.spec = spec;
        this.directory = directory;
        this.place = place;
        this.overwrite = overwrite;
        this.services = services;
    }

    ComparisonResult run(Consumer<Progress> listener) throws IOException {
        // Holds the directory until interrupted trials have written their checkpoints there.
        try (HeldRunDirectory held = directory.hold()) {
            TrialScheduler trials = services.trials();
            return held.whileHeld(() -> ListenerGuard.to(
                    event -> {
                        // Every event is a moment to notice that the directory was deleted.
                        held.check();
                        listener.accept(event);
                    },
                    events -> RemoteRun.of(place, directory, trials, saving -> run(held, trials, saving, events))));
        }
    }

    private ComparisonResult run(
            HeldRunDirectory held, TrialScheduler trials, RemoteRun.Saving saving, Consumer<Progress> listener)
            throws IOException {
        String started = Instant.now().toString();
        long start = System.nanoTime();
        directory.checkOwnFiles();
        ResumeCheck earlier = !overwrite && directory.begun() ? ResumeCheck.before(directory) : null;
        if (earlier != null) {
            earlier.check(spec);
            started = earlier.started();
        }
        String device = spec.models().isEmpty() ? NO_DEVICE : device(trials);
        long loading = System.nanoTime();
        DataLoader.Loaded data = services.load(spec, listener);
        double dataSeconds = seconds(loading);
        checkNotTaken(ReadFiles.said(data));
        TrialData trialData = data.file().trial();
        spec.comparison().checkPositive(spec.name(), trialData.info().classes());
        ValidationSplit split = ValidationSplit.of(trialData, spec.training());
        checkTraining(split.validation().length, trialData.info().classes());
        TestData test = data.file().test();
        ImportedModels imported = ImportedModels.read(spec, test);
        EncodedModels encoded = new EncodedModels(data);
        Comparer.Data compared = compared(data, encoded, split, imported);
        OfferedMetrics.check(spec, compared);
        TrialPlan plan = new TrialPlan(spec, device);
        List<Trial> planned = plan.trials();
        encoded.add(planned.stream().map(Trial::model), split, services.encoder(listener));
        int workers = planned.isEmpty() ? 0 : trials.workers(planned);
        List<SourceFingerprint> inputs = new ArrayList<>(data.inputs());
        inputs.addAll(encoded.inputs());
        inputs.addAll(ImportedModels.inputs(spec));
        Provenance provenance =
                RunProvenance.of(started, spec, device, workers, trials.executor(), inputs, dataSeconds);
        if (earlier != null) {
            earlier.check(provenance);
        }
        services.check(inputs);
        listener.accept(new Progress.DataReady(
                spec.dataset().plugin().name(),
                split.train().length,
                split.validation().length,
                trialData.test().size(),
                data.cached(),
                dataSeconds));
        if (overwrite) {
            checkNotRead(ReadFiles.of(spec, data));
        }
        held.keep();
        boolean evaluated = earlier != null && directory.compared();
        List<Map<String, Integer>> looks = earlier == null ? List.of() : earlier.looks();
        Provenance begun = provenance.looked(looks);
        begin(begun, encoded.file(planned.stream(), true), saving);
        imported.write(spec, test, directory);
        saving.save();
        if (!planned.isEmpty()) {
            listener.accept(new Progress.TrialsPlanned(plan.size(), workers));
        }
        AdaptiveTraining.Trainer trainer = some ->
                trials.run(some, workers, directory.trials(), trial -> encoded.path(trial.model()), listener::accept);
        TrainingResult trained = spec.training().seeds() instanceof SeedPlan.Adaptive seeds
                ? new AdaptiveTraining(spec, plan, compared, trainer, seen -> {
                            directory.write(begun.looked(seen));
                            saving.save();
                        })
                        .run(seeds, looks, listener)
                : new SearchTraining(plan, directory.trials(), trainer).run(listener, (tested, removed) -> {
                    for (Path trial : removed) {
                        saving.removeMissing(trial);
                    }
                    if (spec.search() != null) {
                        directory.write(encoded.file(tested.stream(), true));
                    }
                });
        if (spec.training().seeds() instanceof SeedPlan.Adaptive) {
            directory.write(encoded.file(trained.outcomes().stream().map(TrialOutcome::trial), true));
        }
        checkTrials(trained.outcomes());
        listener.accept(new Progress.Comparing());
        Looks before = new Looks(
                ResumeCheck.of(directory).looks(),
                SeedLooks.plan(spec.training().seeds()));
        List<Provenance.ReplacedPlugin> replaced = new ArrayList<>();
        ComparisonResult result;
        try {
            result = compare(compared, trained, before, evaluated, listener);
        } finally {
            // Said even where what was replaced makes the comparison fail.
            for (Progress.PluginReplaced plugin : RunProvenance.replaced(spec, begun)) {
                listener.accept(plugin);
                replaced.add(new Provenance.ReplacedPlugin(plugin.location(), plugin.sha256(), plugin.now()));
            }
        }
        Provenance ended = begun.looked(SeedLooks.after(before, result));
        new Reports()
                .write(
                        directory,
                        result,
                        ended.ended(seconds(start), planned.isEmpty() ? List.of() : RunProvenance.natives(), replaced));
        return result;
    }

    /** Checks that what the trials left is still there. */
    private void checkTrials(List<TrialOutcome> outcomes) {
        for (TrialOutcome outcome : outcomes) {
            Path folder = directory.trials().resolve(outcome.trial().name());
            TrialFolder.missing(folder, outcome).ifPresent(file -> {
                throw new BakeoffException(
                        ErrorCode.RUN_DIRECTORY_LOST,
                        ErrorLocation.of(file),
                        file + " was deleted after its trial had written it",
                        "Give the same command again, which runs that trial again.");
            });
        }
    }

    /** Rejects what only the data shows to be wrong: early stopping with too few validation examples, and weights of unknown classes. */
    private void checkTraining(int validation, List<String> classes) {
        Search search = spec.search();
        Stream<SpecFault> searched = search == null
                ? Stream.empty()
                : search.candidates().stream()
                        .flatMap(candidate -> faults(candidate.model(), validation, classes)
                                .map(fault -> search.located(candidate, fault)));
        List<SpecFault> faults = Stream.concat(
                        spec.models().stream()
                                .filter(model -> search == null
                                        || search.of(model.name()).isEmpty())
                                .flatMap(model -> faults(model, validation, classes)),
                        searched)
                .distinct()
                .toList();
        if (!faults.isEmpty()) {
            throw new SpecException(spec.name(), faults);
        }
    }

    private Stream<SpecFault> faults(Spec.Model model, int validation, List<String> classes) {
        EarlyStopping stopping = model.training().earlyStopping();
        String refusal = stopping == null ? null : stopping.refusal(validation);
        ClassWeights weights = model.training().classWeights();
        return Stream.concat(
                Stream.ofNullable(refusal)
                        .map(text -> new SpecFault(
                                pointer(
                                        model,
                                        "earlyStopping",
                                        stopping,
                                        spec.training().earlyStopping()),
                                text)),
                Stream.ofNullable(weights)
                        .flatMap(one -> one
                                .faults(
                                        pointer(
                                                model,
                                                "classWeights",
                                                one,
                                                spec.training().classWeights()),
                                        classes)
                                .stream()));
    }

    /** Returns the pointer of a key that a model has from the common training or of its own. */
    private static String pointer(Spec.Model model, String key, @Nullable Object own, @Nullable Object common) {
        return (Objects.equals(own, common) ? "" : "/models/" + model.name()) + "/training/" + key;
    }

    /** Checks that nothing is deleted that this run reads, such as predictions of the run before. */
    private void checkNotRead(ReadFiles read) throws IOException {
        for (String name : RunDirectory.names()) {
            Optional<Path> lost = read.within(directory.path().resolve(name));
            if (lost.isPresent()) {
                throw new BakeoffException(
                        ErrorCode.RUN_DIRECTORY_OCCUPIED,
                        ErrorLocation.of(lost.get()),
                        lost.get() + " can't be deleted, since the experiment itself reads it",
                        "Choose another folder with --out.");
            }
        }
    }

    /**
     * Checks that what is written here is no part of the data: resumed, the run would find that the data have changed, and another one
     * would train on its predictions.
     */
    private void checkNotTaken(ReadFiles read) throws IOException {
        for (String name : List.of("spec.json", "trials/model-1/predictions.csv", "trials/model-1/history.jsonl")) {
            Optional<String> source = read.taking(directory.path().resolve(name));
            if (source.isPresent()) {
                throw new BakeoffException(
                        ErrorCode.RUN_DIRECTORY_OCCUPIED,
                        ErrorLocation.of(directory.path()),
                        directory.path()
                                + " can't be the run directory, since the experiment itself would read what is written there as"
                                + " a part of its data, " + source.get(),
                        "Choose another folder with --out.");
            }
        }
    }

    /** Writes what the trials of this run depend on, so that the run can be resumed. */
    private void begin(Provenance provenance, DataFile data, RemoteRun.Saving saving) throws IOException {
        if (overwrite) {
            directory.clear();
            saving.removeMissing(directory.path());
        }
        directory.begin(provenance, spec.toJson(), data);
    }

    /**
     * Compares the models.
     *
     * @param looks the looks at the results before
     * @param evaluated whether an earlier run evaluated the trials that it finished
     */
    private ComparisonResult compare(
            Comparer.Data data, TrainingResult trained, Looks looks, boolean evaluated, Consumer<Progress> listener)
            throws IOException {
        List<TrialOutcome> outcomes = trained.outcomes();
        int results = (int) outcomes.stream()
                .flatMap(outcome -> outcome.findResult().stream())
                .filter(one -> !(evaluated && one.reused()))
                .count();
        int all = results + (evaluated ? 0 : data.imported().size());
        long evaluations = services.evaluations().add(data.test().sha256(), spec.name(), all);
        try (TrainedModels models = new TrainedModels(trial -> data.input(trial.model()), directory.trials())) {
            ComparisonResult result = Comparer.compare(
                    trained.spec(),
                    data.evaluated(evaluations),
                    new Comparer.Trials(
                            outcomes,
                            models.of(outcomes),
                            Map.of(),
                            trained.searches(),
                            looks,
                            List.of(),
                            Optional.empty()),
                    listener);
            List<String> measured = result.metrics().all().stream()
                    .map(MeasuredMetrics.Metric::name)
                    .toList();
            // A failed evaluator may be the one of the primary metric: then there are no verdicts, and the report shows
            // why.
            if (!measured.isEmpty() && result.evaluation().failures().isEmpty()) {
                spec.comparison().check(spec.name(), measured);
            }
            return result;
        }
    }

    private static Comparer.Data compared(
            DataLoader.Loaded data, EncodedModels encoded, ValidationSplit split, ImportedModels imported) {
        return new Comparer.Data(
                data.file().train(), split, data.file().test(), 0, data.file().notes(), imported, encoded::own);
    }

    private String device(TrialScheduler trials) {
        try {
            return trials.device(spec.training().device());
        } catch (DeviceException e) {
            throw new SpecException(
                    spec.name(), List.of(new SpecFault("/training/device", String.valueOf(e.getMessage()))));
        }
    }

    static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
