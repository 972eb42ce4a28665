package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a run writes for other tools: events as JSON, and logs. */
class RunForToolsTest {

    /** For runs whose findings don't matter. */
    private static final String ACCURACY = "/evaluators=[{\"plugin\": \"accuracy\"}]";

    @TempDir
    private Path folder;

    @BeforeEach
    void spec() throws IOException {
        TinySpec.write(folder);
    }

    /** TensorBoard 2.21 reads the same from such files. */
    @Test
    void logsAreForOtherTools() throws Exception {
        run("--log", "tensorboard=" + folder.resolve("tb"), "--log", "MLflow=" + folder.resolve("ml"));

        try (Stream<Path> files = Files.walk(folder.resolve("tb"))) {
            List<Path> events = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(events).hasSize(2).first().asString().contains("/tb/rnn-1/events.out.tfevents.");
            ByteBuffer bytes =
                    ByteBuffer.wrap(Files.readAllBytes(events.get(0))).order(ByteOrder.LITTLE_ENDIAN);
            int records = 0;
            while (bytes.hasRemaining()) {
                byte[] record = new byte[(int) bytes.getLong()];
                bytes.getInt();
                bytes.get(record);
                CRC32C checksum = new CRC32C();
                checksum.update(record);
                assertThat(bytes.getInt()).isEqualTo(Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8);
                records++;
            }
            // The version, two epochs, the test metrics.
            assertThat(records).isEqualTo(4);
            assertThat(new String(bytes.array(), StandardCharsets.ISO_8859_1))
                    .contains("brain.Event:2", "loss/training", "accuracy/validation", "test/accuracy");
        }
        try (Stream<Path> files = Files.walk(folder.resolve("ml"))) {
            List<Path> runs =
                    files.filter(file -> file.endsWith("metrics/loss")).toList();
            assertThat(runs)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .hasSize(2)
                            .allMatch(line -> line.matches("\\d{13} 0\\.\\d+ [12]")));
            Path run = runs.get(0).getParent().getParent();
            assertThat(run.resolve("meta.yaml")).content().contains("status: 3\n", "run_name: \"");
            assertThat(run.resolve("metrics/test_accuracy")).content().matches("\\d{13} [01]\\.\\d+ 0\n");
            assertThat(run.getParent().resolve("meta.yaml")).content().contains("name: \"tiny\"\n");
        }

        assertThat(here("run", "./tiny.json", "--log", "wandb"))
                .extracting(Ran::code, Ran::out)
                .containsExactly(2, "");
    }

    @Test
    void everyRunOfABenchmarkHasALogOfItsOwn() throws Exception {
        run(
                "--set",
                "/trainSizes=[20, 40]",
                "--log",
                "tensorboard=" + folder.resolve("tb"),
                "--log",
                "mlflow=" + folder.resolve("ml"));

        for (String run : List.of("synthetic-20", "synthetic-40")) {
            try (Stream<Path> files = Files.list(folder.resolve("tb/" + run + "/rnn-1"))) {
                assertThat(Files.readString(files.findAny().orElseThrow(), StandardCharsets.ISO_8859_1))
                        .contains("loss/training", "test/accuracy");
            }
        }
        try (Stream<Path> experiments = Files.list(folder.resolve("ml"))) {
            assertThat(experiments)
                    .extracting(experiment -> meta(experiment).path("name").asString())
                    .containsExactlyInAnyOrder("tiny/synthetic-20", "tiny/synthetic-40");
        }
        try (Stream<Path> files = Files.walk(folder.resolve("ml"))) {
            assertThat(files.filter(file -> file.endsWith("metrics/test_accuracy")))
                    .hasSize(4);
        }
    }

    @Test
    void eventsAreJsonForOtherTools() throws Exception {
        Ran ran = run("--json");

        assertThat(ran.err()).isEmpty();
        List<JsonNode> events = ran.out().lines().map(Json.COMPACT::readTree).toList();
        assertThat(events.get(0)).isEqualTo(Json.COMPACT.readTree("{\"event\":\"format\",\"version\":1}"));
        assertThat(events)
                .extracting(event -> event.path("event").asString())
                .containsSubsequence(
                        "data-ready",
                        "trials-planned",
                        "trial-started",
                        "epoch-ended",
                        "trial-ended",
                        "comparing",
                        "result");
        assertThat(events)
                .filteredOn(event -> event.path("event").asString().equals("epoch-ended"))
                .hasSize(4)
                .allSatisfy(event -> {
                    assertThat(event.path("trial").asString()).matches("(words|rnn)-1");
                    assertThat(event.at("/epoch/validationLoss").isNumber()).isTrue();
                });
        JsonNode result = events.get(events.size() - 1);
        assertThat(result.path("complete").asBoolean()).isTrue();
        assertThat(result.path("directory").asString())
                .isEqualTo(folder.toRealPath().resolve("runs/tiny").toString());
    }

    /** As those of a search, which the result doesn't have. */
    @Test
    void trialsThatEndAreNoLongerRunningInMlflow() throws Exception {
        TrialLogs logs = new TrialLogs();
        assertThat(logs.add("mlflow=" + folder.resolve("ml"), "tiny", Map.of())).isTrue();
        for (String trial : List.of("rnn-1-1", "rnn-2-1", "rnn-3-1")) {
            logs.accept(new Progress.EpochEnded(trial, new Epoch(1, 0.5, 0.75, null, null, 1, 100)));
        }
        logs.accept(new Progress.TrialEnded("rnn-1-1", 1));
        logs.accept(new Progress.TrialFailed("rnn-2-1", "it broke"));

        try (Stream<Path> files = Files.walk(folder.resolve("ml"))) {
            List<JsonNode> runs = files.filter(file -> Files.exists(file.resolve("tags/mlflow.runName")))
                    .map(RunForToolsTest::meta)
                    .toList();
            assertThat(runs)
                    .extracting(run -> run.path("run_name").asString() + " " + run.path("status"))
                    .containsExactlyInAnyOrder("rnn-1-1 3", "rnn-2-1 4", "rnn-3-1 1");
        }
    }

    @Test
    void noLinkInAStoreIsFollowed() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path store = Files.createSymbolicLink(folder.resolve("store"), Files.createDirectory(folder.resolve("named")));
        Progress run = new Progress.RunStarted("near", 1, 2, OptionalDouble.empty());
        Progress epoch = new Progress.EpochEnded("rnn-1", new Epoch(1, 0.5, 0.75, null, null, 1, 100));
        noLinkIsFollowed(store, other, epoch);
        noLinkIsFollowed(store, other, run, epoch);
    }

    private void noLinkIsFollowed(Path store, Path other, Progress... events) throws IOException {
        for (String tool : List.of("mlflow", "tensorboard")) {
            logged(tool, store, events);
            Path inner;
            try (Stream<Path> inside = Files.list(store)) {
                inner = inside.findAny().orElseThrow();
            }
            Files.move(inner, folder.resolve(tool + " aside " + events.length));
            Files.createSymbolicLink(inner, other);
            logged(tool, store, events);
            assertThat(other).as(tool).isEmptyDirectory();
            Files.delete(inner);
        }
    }

    @Test
    void whyALogEndsIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (String tool : List.of("mlflow", "tensorboard")) {
                logged(tool, file, new Progress.EpochEnded("rnn-1", new Epoch(1, 0.5, 0.75, null, null, 1, 100)));
            }
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("there is a file where a folder should be")
                        .endsWith("Its log ends here."));
    }

    /** The checkpoint has the epoch, so that the resumed run wouldn't log it. */
    @Test
    void anEpochThatEndsWhenTheRunIsInterruptedIsLogged() throws IOException {
        TrialLogs logs = new TrialLogs();
        for (String tool : List.of("mlflow", "tensorboard")) {
            assertThat(logs.add(tool + "=" + folder.resolve(tool), "tiny", Map.of()))
                    .isTrue();
        }
        logs.accept(new Progress.EpochEnded("rnn-1", new Epoch(1, 0.5, 0.75, null, null, 1, 100)));
        Thread.currentThread().interrupt();
        try {
            logs.accept(new Progress.EpochEnded("rnn-1", new Epoch(2, 0.25, 0.75, null, null, 1, 100)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(logs.complete()).isTrue();
        try (Stream<Path> files = Files.walk(folder.resolve("mlflow"))) {
            assertThat(files.filter(file -> file.endsWith("metrics/loss")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readAllLines(file)).hasSize(2));
        }
        try (Stream<Path> files = Files.walk(folder.resolve("tensorboard"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)
                                    .split("loss/training", -1))
                            .hasSize(3));
        }
    }

    private static void logged(String tool, Path store, Progress... events) {
        TrialLogs logs = new TrialLogs();
        assertThat(logs.add(tool + "=" + store, "tiny", Map.of())).isTrue();
        Stream.of(events).forEach(logs);
    }

    /** Returns the meta.yaml of a run as an object. */
    private static JsonNode meta(Path run) {
        try {
            List<String> entries = Files.readAllLines(run.resolve("meta.yaml")).stream()
                    .map(line -> "\"" + line.replaceFirst(": ", "\": "))
                    .toList();
            return Json.COMPACT.readTree("{" + String.join(",", entries) + "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ran run(String... options) throws IOException {
        Ran ran = here(Stream.concat(
                        Stream.of("run", "./tiny.json", "--out", "./runs/tiny", "--workers", "0", "--set", ACCURACY),
                        Stream.of(options))
                .toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private Ran here(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }
}
