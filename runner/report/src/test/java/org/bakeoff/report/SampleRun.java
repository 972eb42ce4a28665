package org.bakeoff.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunFiles.EpochMetrics;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;

/** A run directory around a sample comparison. */
public final class SampleRun {

    private SampleRun() {}

    public static Path write(Path folder, ComparisonResult result) throws IOException {
        RunDirectory directory = new RunDirectory(folder);
        Files.createDirectories(folder);
        directory.write(result);
        Files.writeString(folder.resolve("spec.json"), "{\"name\": \"sample <b>\", \"models\": {}}");
        Files.writeString(
                folder.resolve("run.json"),
                "{\"started\": \"2026-01-01T00:00:00Z\", \"versions\": {\"java\": \"17\"}, \"plugins\": []}");
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                Path history = directory.trials().resolve(model.name() + "-" + trial.seed());
                Files.createDirectories(history);
                Files.writeString(history.resolve("history.jsonl"), String.join("\n", epochs(trial)) + "\n");
            }
        }
        return folder;
    }

    private static List<String> epochs(ModelResult.Trial trial) {
        List<String> lines = new ArrayList<>();
        double end = trial.metrics().get("accuracy");
        for (int epoch = 1; epoch <= 3; epoch++) {
            double accuracy = 0.5 + (end - 0.5) * (1 - Math.pow(0.4, epoch));
            lines.add(Json.COMPACT.writeValueAsString(new EpochMetrics(
                    epoch,
                    0.7 * Math.pow(0.7, epoch),
                    accuracy,
                    0.72 * Math.pow(0.75, epoch) + 0.01 * trial.seed(),
                    accuracy - 0.02)));
        }
        return lines;
    }
}
