package org.bakeoff.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;

/** The run directory of a run under way, written as a run writes it; the run's process is this one. */
record LiveRun(Path folder) {

    /** Begins a run of two models with two seeds and three epochs each. */
    static LiveRun begin(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("trials"));
        Files.writeString(
                folder.resolve("run.json"), "{\"started\": \"2026-02-03T04:05:06Z\", \"workers\": 1, \"plugins\": []}");
        Files.writeString(
                folder.resolve("spec.json"),
                "{\"name\": \"live\", \"tags\": [\"draft\", \"paper\"], \"dataset\": {\"plugin\": \"imdb\"}, \"models\": {\"lstm\": {\"plugin\": \"lstm\"},"
                        + " \"gru\": {\"plugin\": \"gru\"}}, \"training\": {\"epochs\": 3, \"seeds\": [1, 2]}}");
        LiveRun run = new LiveRun(folder);
        run.hold();
        return run;
    }

    /** Takes the folder. */
    void hold() throws IOException {
        Files.writeString(folder.resolve("run.lock"), ProcessHandle.current().pid() + "\n");
    }

    /** Gives the folder back. */
    void release() throws IOException {
        Files.deleteIfExists(folder.resolve("run.lock"));
    }

    /** Starts a trial. */
    void start(String model, int seed) throws IOException {
        Path trial = Files.createDirectories(trial(model, seed));
        Files.writeString(
                trial.resolve("trial.json"),
                "{\"model\": \"" + model + "\", \"seed\": " + seed + ", \"training\": {\"epochs\": 3}}");
    }

    /** Ends an epoch of a trial. */
    void epoch(String model, int seed, int epoch) throws IOException {
        Map<String, Number> values = Map.of(
                "epoch",
                epoch,
                "loss",
                0.7 / epoch + 0.01 * seed,
                "accuracy",
                1 - 0.5 / epoch,
                "validationLoss",
                0.75 / epoch,
                "validationAccuracy",
                1 - 0.55 / epoch,
                "seconds",
                10);
        Files.writeString(
                trial(model, seed).resolve("history.jsonl"),
                ChecksummedJson.line(Json.COMPACT.valueToTree(values)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Ends a trial. */
    void end(String model, int seed, String status, String reason) throws IOException {
        Files.writeString(
                trial(model, seed).resolve("result.json"),
                ChecksummedJson.text(
                        Json.COMPACT.createObjectNode().put("status", status).put("reason", reason)));
    }

    /** Starts the second attempt of a trial that failed. */
    void retry(String model, int seed, String reason) throws IOException {
        Files.delete(trial(model, seed).resolve("result.json"));
        Files.writeString(trial(model, seed).resolve("retried.json"), "{\"reason\": \"" + reason + "\"}");
    }

    private Path trial(String model, int seed) {
        return folder.resolve("trials").resolve(model + "-" + seed);
    }
}
