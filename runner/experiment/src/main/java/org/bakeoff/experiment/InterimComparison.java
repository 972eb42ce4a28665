package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Looks;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialOutcome;

/**
 * Compares the models of a run that isn't over, by the trials that have ended so far. This is a look, and no verdict: whoever stops a
 * run at a look that pleases finds differences that aren't there more often than the intervals say.
 */
public final class InterimComparison {

    private InterimComparison() {}

    /**
     * Compares in the primary metric. Neither the run directory nor the cache is written to, and the dataset's plugin isn't asked: what
     * the run read is in the cache.
     *
     * @param run the run directory
     * @param plugins see {@link ExperimentBuilder#plugins}
     * @param cache where the run keeps its encoded data
     * @return the result; empty while fewer than two models can be compared, and where no evaluator gives the primary metric
     * @throws BakeoffException if the data isn't in the cache, a plugin is missing, or a file can't be read
     */
    public static Optional<ComparisonResult> of(Path run, List<Path> plugins, CacheFolder cache) {
        return BakeoffException.reporting(() -> {
            try (PinnedPlugins pinned = PinnedPlugins.copy(plugins)) {
                return of(new RunDirectory(run), ExperimentServices.withoutWorkers(pinned, List.of(), cache, true));
            }
        });
    }

    private static Optional<ComparisonResult> of(RunDirectory directory, ExperimentServices services)
            throws IOException {
        Path file = directory.path().resolve("spec.json");
        Spec spec = services.specs().read(file, List.of(), false);
        List<TrialOutcome> outcomes = outcomes(directory, spec, services.folders());
        long models = outcomes.stream()
                .filter(outcome -> outcome.findResult().isPresent())
                .map(outcome -> outcome.trial().model().name())
                .distinct()
                .count();
        if (models + spec.imported().size() < 2) {
            return Optional.empty();
        }
        ResumeCheck run = ResumeCheck.of(directory);
        // To make it would take long, while the run has it elsewhere; and opening a page calls no plugin with what a
        // spec says.
        EncodedFile data = services.encoded(spec, run.inputs())
                .orElseThrow(() -> new BakeoffException(
                        ErrorCode.DATA_UNAVAILABLE,
                        ErrorLocation.of(file),
                        "this machine's cache doesn't hold the encoded data of the run",
                        ""));
        TestData test = data.test();
        for (TrialOutcome outcome : outcomes) {
            if (outcome.findResult().isPresent()) {
                FinishedRun.sameExamples(
                        outcome.findResult().orElseThrow().predictions().orElseThrow(),
                        directory.trials().resolve(outcome.trial().name()).resolve("predictions.csv"),
                        test);
            }
        }
        Comparer.Data compared = new Comparer.Data(
                data.train(),
                ValidationSplit.of(data.trial(), spec.training()),
                test,
                0,
                data.notes(),
                imported(directory, spec, test),
                model -> Optional.empty());
        Looks looks = new Looks(run.looks(), SeedLooks.plan(spec.training().seeds()));
        return Comparer.compareInPrimaryMetric(spec, compared, outcomes, looks);
    }

    /** Reads the predictions of models from elsewhere as the run has copied them: whoever looks at a page has named none of their files. */
    private static ImportedModels imported(RunDirectory directory, Spec spec, TestData test) throws IOException {
        Map<String, List<Predictions>> all = new LinkedHashMap<>();
        for (Spec.ImportedModel model : spec.imported()) {
            List<Predictions> seeds = new ArrayList<>();
            for (String trial : trials(model)) {
                Path folder = directory.trials().resolve(trial);
                Predictions read = TrialFolder.readPredictions(
                        folder, test.info().classes().size(), seeds.size() + 1);
                FinishedRun.sameExamples(read, folder.resolve("predictions.csv"), test);
                seeds.add(read);
            }
            all.put(model.name(), seeds);
        }
        return new ImportedModels(all, List.of());
    }

    /** Returns the names of the trials that a model's files stand for. */
    private static List<String> trials(Spec.ImportedModel model) {
        return IntStream.rangeClosed(1, model.files().size())
                .mapToObj(seed -> Trial.name(model.name(), 0, seed))
                .toList();
    }

    /** Returns the outcomes of the trials that have ended and are for the comparison, in the order of the spec. */
    private static List<TrialOutcome> outcomes(RunDirectory directory, Spec spec, TrialFolder folders)
            throws IOException {
        List<TrialOutcome> all = new ArrayList<>();
        if (!Files.isDirectory(directory.trials())) {
            return all;
        }
        List<Path> ended = RegularFiles.list(directory.trials()).stream()
                .filter(folder -> RegularFiles.isFile(folder.resolve("result.json"))
                        && RegularFiles.isFile(folder.resolve("trial.json")))
                .toList();
        Set<String> imported = spec.imported().stream()
                .flatMap(model -> trials(model).stream())
                .collect(Collectors.toSet());
        for (Path folder : ended) {
            if (imported.contains(folder.getFileName().toString())) {
                continue;
            }
            TrialOutcome outcome = folders.read(folder);
            if (outcome.trial().tested()
                    && spec.models().stream()
                            .anyMatch(model ->
                                    model.name().equals(outcome.trial().model().name()))) {
                all.add(outcome);
            }
        }
        // Folders are sorted by their names, in which 10 comes before 2.
        all.sort(Comparator.comparingLong(outcome -> outcome.trial().seed()));
        return all;
    }
}
