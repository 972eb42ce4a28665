package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds an experiment that was run through the public API, and its results.
 *
 * @param folder the run directory
 * @param result what it gave
 * @param events what it reported, in order
 */
record TestRun(Path folder, ComparisonResult result, List<Progress> events) {

    /** The spec of one model that is trained at once. */
    static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 60, "test": 20}},
             "models": {"quick": {"plugin": "mean"}},
             "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    /** Runs a spec into a folder, with the cache beside it. */
    static TestRun of(Path folder, String spec) throws IOException {
        return of(folder, spec, 0);
    }

    static TestRun of(Path folder, String spec, int workers) throws IOException {
        List<Progress> events = Collections.synchronizedList(new ArrayList<>());
        ComparisonResult result = Experiment.builder()
                .spec(spec)
                .out(folder)
                .cache(folder.resolveSibling("cache"))
                .workers(workers)
                .build()
                .run(events::add);
        return new TestRun(folder, result, List.copyOf(events));
    }

    /** Compares runs in a folder of its own. */
    static ComparisonResult compare(List<Path> runs, Path out, Path cache) {
        return new RunComparison(runs, out, OptionalDouble.empty(), List.of(), new CacheFolder(cache), true)
                .run(event -> {});
    }

    /** Copies the run directory and the cache beside it, for a test that changes them. */
    TestRun copyTo(Path copy) throws IOException {
        copy(folder, copy);
        copy(folder.resolveSibling("cache"), copy.resolveSibling("cache"));
        return new TestRun(copy, result, events);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Asserts that another run's trials left the same files, to the byte but for the durations in histories. */
    void assertSameTrials(Path run) throws IOException {
        Path trials = folder.resolve("trials");
        try (Stream<Path> all = Files.walk(trials);
                Stream<Path> others = Files.walk(run.resolve("trials"))) {
            List<Path> files = all.toList();
            assertThat(others.count()).isEqualTo(files.size());
            for (Path file : files) {
                if (Files.isRegularFile(file) && !file.endsWith("history.jsonl")) {
                    assertThat(run.resolve(folder.relativize(file).toString())).hasSameBinaryContentAs(file);
                }
            }
        }
    }

    /** Changes a file of JSON that has a checksum, as somebody may who leaves the checksum out. */
    void change(String name, Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve(name);
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        json.remove("checksum");
        change.accept(json);
        Files.writeString(file, json.toString());
    }

    /** A file of a trial. */
    Path file(String trial, String name) {
        return folder.resolve("trials").resolve(trial).resolve(name);
    }

    byte[] bytes(String trial, String name) throws IOException {
        return Files.readAllBytes(file(trial, name));
    }

    /** The probabilities of every test example by its id, which must hold no comma. */
    Map<String, double[]> predictions(String trial) throws IOException {
        Map<String, double[]> predictions = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file(trial, "predictions.csv")).stream()
                .skip(1)
                .toList()) {
            String[] cells = line.split(",", -1);
            predictions.put(
                    cells[0],
                    Arrays.stream(cells)
                            .skip(2)
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
        return predictions;
    }

    List<JsonNode> history(String trial) throws IOException {
        return Files.readAllLines(file(trial, "history.jsonl")).stream()
                .map(Json.COMPACT::readTree)
                .toList();
    }

    Safetensors weights(String trial) throws IOException {
        return Safetensors.read(file(trial, "model/weights.safetensors"));
    }

    JsonNode comparison() throws IOException {
        return Json.COMPACT.readTree(Files.readString(folder.resolve("comparison.json")));
    }

    /** Why the only trial of a model failed. */
    String failure(String model) {
        ModelResult found = result.models().stream()
                .filter(one -> one.name().equals(model))
                .findFirst()
                .orElseThrow();
        return found.trials().get(0).reason().orElseThrow();
    }

    Progress.DataReady data() {
        return events.stream()
                .filter(Progress.DataReady.class::isInstance)
                .map(Progress.DataReady.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
