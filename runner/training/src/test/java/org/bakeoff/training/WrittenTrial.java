package org.bakeoff.training;

import ai.djl.ndarray.NDManager;
import com.google.inject.Guice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.Predictions;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.SpecModule;
import org.bakeoff.spec.SpecReader;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Layer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a trial as the trial leaves it, for tests. */
abstract class WrittenTrial {

    static final List<Epoch> HISTORY =
            List.of(new Epoch(1, 0.1 + 0.2, 0.5, null, null, 1, 2), new Epoch(2, 0.1, 0.75, 0.4, 0.5, 1e-9, 1e9));

    @TempDir
    Path folder;

    final SpecReader reader = Guice.createInjector(new PluginModule(new PluginPath(List.of())), new SpecModule())
            .getInstance(SpecReader.class);
    final TrialFolder folders = new TrialFolder(reader);
    final Trial trial = trial(3);

    /** Stands for the encoded data, of which a trial's folder has the checksum at its end. */
    Path encoded = Path.of("");

    @BeforeEach
    void leaveWhatATrialLeaves(@TempDir Path data) throws IOException {
        encoded = Files.writeString(data.resolve("encoded"), "checksum");
        TrialFile.write(folder, trial, encoded);
        HistoryFile history = new HistoryFile(folder);
        for (Epoch epoch : HISTORY) {
            history.add(epoch);
        }
        Files.writeString(folder.resolve("predictions.csv"), "id,label,probability\na,1,0.5\n\"b,c\",0,0.25\n");
        Files.createDirectory(folder.resolve("model"));
        try (NDManager manager = PyTorch.prepare(1, 1).newBaseManager()) {
            SafetensorsWriter.save(Map.of("weight", manager.create(1f)), folder.resolve(SafetensorsWriter.FILE));
        }
    }

    static TrialResult result(int epochs) {
        TrainingHistory history = TrainingHistory.NONE;
        for (Epoch epoch : HISTORY.subList(0, epochs)) {
            history = history.and(epoch);
        }
        return new TrialResult(
                List.of(new Layer("Linear", "(N, 1)", 33, 0, List.of())),
                history,
                Optional.of(new Predictions(3, 2, new double[] {0.5, 0.25})));
    }

    TrialOutcome done(@Nullable String diverged) {
        TrialResult result = result(2);
        return diverged == null
                ? new TrialOutcome.Completed(trial, result)
                : new TrialOutcome.Diverged(trial, result, diverged);
    }

    void writeHistory(int epochs) throws IOException {
        Files.delete(folder.resolve("history.jsonl"));
        HistoryFile history = new HistoryFile(folder);
        for (Epoch epoch : HISTORY.subList(0, epochs)) {
            history.add(epoch);
        }
    }

    Trial trial(long seed) {
        return trial(seed, "[1]");
    }

    Trial trial(long seed, String seeds) {
        return new Trial(
                reader.read(
                                "{\"dataset\": {\"plugin\": \"parity\"}, \"training\": {\"epochs\": 2, \"seeds\": "
                                        + seeds
                                        + "}, \"models\": {\"one\": {\"plugin\": \"mean\","
                                        + " \"config\": {\"hiddenUnits\": 7}, \"training\": {\"clipNorm\": 0.1}}}}",
                                List.of())
                        .models()
                        .get(0),
                seed,
                "cpu");
    }
}
