package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.TestData;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.PredictionsFile;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialFolder;

/**
 * Holds the predictions of models from elsewhere.
 *
 * @param predictions each model's, one for each seed
 * @param warnings what is odd about their files
 */
record ImportedModels(Map<String, List<Predictions>> predictions, List<Warning> warnings) {

    /**
     * Reads the files of each model.
     *
     * @throws org.bakeoff.io.BakeoffException if they don't fit the test examples; the message names all that is wrong
     */
    static ImportedModels read(Map<String, List<Path>> files, TestData test) {
        PredictionReader reader = new PredictionReader(test);
        Map<String, List<Predictions>> predictions = reader.read(files);
        reader.check();
        return new ImportedModels(predictions, reader.warnings());
    }

    /** Reads the files that a spec names. */
    static ImportedModels read(Spec spec, TestData test) {
        Map<String, List<Path>> files = new LinkedHashMap<>();
        spec.imported().forEach(model -> files.put(model.name(), model.files()));
        return read(files, test);
    }

    /** Returns the files that a spec names, with their SHA-256. */
    static List<SourceFingerprint> inputs(Spec spec) throws IOException {
        List<SourceFingerprint> inputs = new ArrayList<>();
        for (Spec.ImportedModel model : spec.imported()) {
            for (Path file : model.files()) {
                inputs.add(SourceFingerprint.of(file.toString(), file));
            }
        }
        return inputs;
    }

    /** Writes a folder for each file, as a trial leaves one. */
    void write(Spec spec, TestData test, RunDirectory directory) throws IOException {
        Iterable<PredictionsFile.Row> rows = PredictionsFile.rows(test.table());
        for (Spec.ImportedModel model : spec.imported()) {
            List<Predictions> seeds = of(model.name());
            for (int index = 0; index < seeds.size(); index++) {
                Predictions seed = seeds.get(index);
                Path folder = directory.trials().resolve(Trial.name(model.name(), 0, seed.seed()));
                TrialFolder.write(folder, model.name(), model.files().get(index), rows, seed);
            }
        }
    }

    /** Returns how many files there are. */
    int size() {
        return predictions.values().stream().mapToInt(List::size).sum();
    }

    /** Returns a model's predictions, one for each seed. */
    List<Predictions> of(String model) {
        return predictions.getOrDefault(model, List.of());
    }

    /** Returns a model as it is compared. */
    ComparisonInput.Model compared(String model, boolean baseline) {
        return new ComparisonInput.Model(
                model,
                baseline,
                false,
                ModelDescription.imported(),
                of(model).stream().map(ImportedModels::trial).toList());
    }

    private static ComparisonInput.Trial trial(Predictions predictions) {
        return new ComparisonInput.Trial(
                predictions.seed(),
                ModelResult.Status.DONE,
                Optional.empty(),
                Optional.of(predictions),
                Double.NaN,
                Double.NaN);
    }
}
