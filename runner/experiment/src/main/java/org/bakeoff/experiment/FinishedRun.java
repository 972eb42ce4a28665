package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.TestData;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.Json;
import org.bakeoff.io.Redaction;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.bakeoff.spec.SpecOverride;
import org.bakeoff.spec.SpecReader;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.PredictionsFile;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a finished run, read from its run directory.
 *
 * @param started when it started
 * @param spec its spec, resolved with the installed plugins; an outdated model has its stored predictions there
 * @param outdated the models whose plugin no longer accepts the configuration that they were trained with
 */
record FinishedRun(RunDirectory directory, String started, Spec spec, ComparisonResult result, Set<String> outdated) {

    /** Returns the warnings of its result that are of one kind. */
    <W extends Warning> List<W> warnings(Class<W> kind) {
        return result.conclusion().warnings().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /**
     * Reads a run.
     *
     * @throws BakeoffException if it is no finished run
     * @throws SpecException if the plugins can't make what its spec says, and stored predictions can't stand for it
     */
    static FinishedRun read(Path folder, SpecReader specs) {
        RunDirectory directory = new RunDirectory(folder);
        String started = directory.started();
        directory.checkEnded();
        ComparisonResult result = directory.result();
        Path spec = directory.path().resolve("spec.json");
        requireTrained(directory);
        try {
            return new FinishedRun(directory, started, specs.read(spec, List.of(), false), result, Set.of());
        } catch (SpecException e) {
            List<ModelResult> outdated = result.models().stream()
                    .filter(model -> e.faults().stream().anyMatch(fault -> isOfConfig(fault, model)))
                    .toList();
            boolean replaceable =
                    e.faults().stream().allMatch(fault -> outdated.stream().anyMatch(model -> isOfConfig(fault, model)))
                            && outdated.stream()
                                    .flatMap(model -> model.trials().stream())
                                    .allMatch(trial -> trial.status() == ModelResult.Status.DONE);
            if (!replaceable) {
                throw e;
            }
            List<SpecOverride> stored =
                    outdated.stream().map(model -> stored(directory, model)).toList();
            return new FinishedRun(
                    directory,
                    started,
                    specs.read(spec, stored, false),
                    result,
                    outdated.stream().map(ModelResult::name).collect(Collectors.toSet()));
        }
    }

    /** Refuses a comparison of files of predictions, which has neither a dataset nor trials. */
    static void requireTrained(RunDirectory directory) {
        if (directory.spec().has(PredictionComparison.GOLD)) {
            throw new BakeoffException(
                    ErrorCode.RUNS_NOT_COMPARABLE,
                    ErrorLocation.of(directory.path()),
                    directory.path() + " is no run, but a comparison of files of predictions",
                    "Its spec.json names the files: compare them again, with others, by compare --gold.");
        }
    }

    private static boolean isOfConfig(SpecFault fault, ModelResult model) {
        return fault.pointer().startsWith("/models/" + model.name() + "/config/");
    }

    /** Returns what makes a model one of its stored predictions. */
    private static SpecOverride stored(RunDirectory directory, ModelResult model) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        ArrayNode files = json.putArray("predictions");
        model.trials()
                .forEach(trial -> files.add(directory
                        .trials()
                        .resolve(model.name(trial))
                        .resolve("predictions.csv")
                        .toString()));
        return new SpecOverride("/models/" + model.name(), json.toString());
    }

    /** Checks that no other run has taken its place since it was read. */
    void checkSame() {
        checkSame(directory, started);
    }

    /** Checks that a run directory still holds the run that started at a time. */
    static void checkSame(RunDirectory directory, String started) {
        if (!directory.started().equals(started)) {
            throw new BakeoffException(
                    ErrorCode.RUN_DIRECTORY_LOST,
                    ErrorLocation.of(directory.path()),
                    "another run has replaced the one in " + directory.path() + " while it was read",
                    "Give the same command again once that run has ended.");
        }
    }

    /** Does some work that loads the data of a run; where the data isn't there, the message says what helps. */
    static <T> T withData(RunDirectory run, IoWork<T> work) throws IOException {
        try {
            return work.run();
        } catch (BakeoffException e) {
            if (e.code() != ErrorCode.DATA_UNAVAILABLE || !e.remedy().isEmpty()) {
                throw e;
            }
            throw new BakeoffException(
                    e.code(),
                    e.location(),
                    String.valueOf(e.getMessage()),
                    "The run in " + run.path() + " takes its data from where its spec.json says. If the data has moved,"
                            + " put a link to it, or a copy, there.",
                    e);
        }
    }

    /** Returns what the spec says of a model from elsewhere, or of an outdated one; empty for any other. */
    Optional<Spec.ImportedModel> imported(String model) {
        return spec.imported().stream().filter(one -> one.name().equals(model)).findFirst();
    }

    /**
     * Returns the outcomes of a model's trials, in the order of their seeds.
     *
     * @throws BakeoffException if a trial's folder isn't as the trial left it
     */
    List<TrialOutcome> outcomes(ModelResult model, TrialFolder folders, TestData test) {
        return read(
                model,
                test,
                (folder, trial) -> {
                    TrialOutcome outcome = folders.read(folder);
                    if (outcome.trial().seed() != trial.seed()) {
                        throw changed(
                                ErrorLocation.of(folder),
                                folder.resolve("trial.json"),
                                "it has the seed " + outcome.trial().seed());
                    }
                    return outcome;
                },
                outcome -> outcome.findResult().flatMap(TrialResult::predictions));
    }

    /**
     * Returns the stored predictions of a model, in the order of its seeds.
     *
     * @throws BakeoffException if a trial's folder isn't as it was written
     */
    List<Predictions> predictions(ModelResult model, TestData test) {
        int classes = test.info().classes().size();
        return read(
                model,
                test,
                (folder, trial) -> TrialFolder.readPredictions(folder, classes, trial.seed()),
                Optional::of);
    }

    /** Reads the folder of a trial. */
    private interface FolderReader<T> {
        T read(Path folder, ModelResult.Trial trial) throws IOException;
    }

    private <T> List<T> read(
            ModelResult model, TestData test, FolderReader<T> reader, Function<T, Optional<Predictions>> predictions) {
        List<T> all = new ArrayList<>();
        for (ModelResult.Trial trial : model.trials()) {
            Path folder = directory.trials().resolve(model.name(trial));
            try {
                T read = reader.read(folder, trial);
                Path file = folder.resolve("predictions.csv");
                Optional<Predictions> found = predictions.apply(read);
                if (found.isPresent()) {
                    sameExamples(found.get(), file, test);
                }
                all.add(read);
            } catch (NoSuchFileException e) {
                throw BakeoffException.of(
                        ErrorCode.RUN_DAMAGED,
                        Path.of(e.getFile()),
                        "Can't read " + e.getFile(),
                        directory.path()
                                + " can't be compared without it; run the experiment again with its spec.json.",
                        e);
            } catch (IOException e) {
                throw new BakeoffException(
                        ErrorCode.RUN_DAMAGED, ErrorLocation.of(folder), String.valueOf(e.getMessage()), "", e);
            }
        }
        return all;
    }

    /** Checks that predictions are of the classes and the test examples that there are. */
    static void sameExamples(Predictions predictions, Path file, TestData test) throws IOException {
        sameClasses(predictions, file, test);
        sameRows(file, test);
    }

    private static void sameClasses(Predictions predictions, Path file, TestData test) {
        int classes = test.info().classes().size();
        if (predictions.classes() != classes) {
            throw changed(
                    ErrorLocation.of(file),
                    file,
                    "it has predictions of " + predictions.classes() + " classes, and there are " + classes);
        }
    }

    /** Checks that predictions are in the order of the test examples, since labels are matched by position. */
    static void sameRows(Path file, TestData test) throws IOException {
        List<PredictionsFile.Row> rows = PredictionsFile.rows(file);
        if (rows.size() != test.table().size()) {
            throw changed(
                    ErrorLocation.of(file),
                    file,
                    "it has " + rows.size() + " rows for " + test.table().size() + " test examples");
        }
        int row = 0;
        for (PredictionsFile.Row expected : PredictionsFile.rows(test.table())) {
            if (!rows.get(row).equals(expected)) {
                throw changed(
                        new ErrorLocation.OfLine(file, row + 2),
                        file,
                        "line " + (row + 2) + " is not of the test example '" + expected.id() + "' with the label "
                                + expected.label());
            }
            row++;
        }
    }

    private static BakeoffException changed(ErrorLocation place, Path file, String how) {
        return new BakeoffException(
                ErrorCode.RUN_DAMAGED,
                place,
                file + " was changed since its trial wrote it: " + how,
                "Run the experiment again with its spec.json.");
    }

    /** Returns whether both runs give their models the same token ids. */
    boolean encodesAs(FinishedRun other) {
        JsonNode dataset = spec.toJson().path("dataset");
        // Where secrets are left out, sources that differ look the same.
        boolean known = !dataset.toString().contains(Redaction.MARK)
                || ResumeCheck.of(directory).sameData(ResumeCheck.of(other.directory));
        return known && dataset.equals(other.spec.toJson().path("dataset"));
    }
}
