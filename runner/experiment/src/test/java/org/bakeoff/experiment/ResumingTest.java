package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.report.run.RunDifference.Subject;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The same experiment again in the same run directory. */
class ResumingTest {

    private static final String SPEC = """
            {"name": "kept", "dataset": {"plugin": "parity", "config": {"train": 80, "test": 20}},
             "models": {"first": {"plugin": "mean"}, "second": {"plugin": "mean", "config": {"hiddenUnits": 8}}},
             "training": {"epochs": 5, "batchSize": 16, "learningRate": 0.05, "clipNorm": 1, "device": "cpu",
               "schedule": "linear", "earlyStopping": {"patience": 2, "smallValidation": true}},
             "evaluators": [{"plugin": "error-rate"}]}
            """;
    private static final List<String> TRIALS = List.of("first-1", "second-1");

    /** The run that is never interrupted. */
    private static TestRun whole;

    /** The run that is interrupted after the second epoch of its first trial. */
    private static TestRun broken;

    @TempDir
    Path folder;

    @BeforeAll
    static void runs(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("whole"), SPEC);
        breakOff(builder(shared, "broken", SPEC, 0).build(), ResumingTest::isSecondEpoch);
        broken = new TestRun(shared.resolve("broken"), whole.result(), List.of());
    }

    private static boolean isSecondEpoch(Progress event) {
        return event instanceof Progress.EpochEnded ended && ended.epoch().epoch() == 2;
    }

    private final List<Progress> events = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatWasInterruptedResumesAsIfNothingHadHappened(int workers) throws IOException {
        // A worker, which runs ahead of its events, waits in the third epoch to be interrupted.
        Path mark = Files.createFile(folder.resolve("mark"));
        String waiting = "{\"plugin\": \"odd\", \"config\": {\"fault\": \"wait\", \"file\": \"" + mark + "\"}}";
        String spec =
                workers == 0 ? SPEC : SPEC.replace("{\"plugin\": \"mean\", \"config\": {\"hiddenUnits\": 8}}", waiting);
        breakOff(
                workers,
                spec,
                event -> event instanceof Progress.EpochEnded ended
                        && ended.trial().equals("second-1")
                        && ended.epoch().epoch() >= 2);
        Files.delete(mark);
        assertThat(trial("second-1").resolve("checkpoint")).isDirectoryContaining(Files::isRegularFile);
        assertThat(run().resolve("comparison.json")).doesNotExist();

        experiment(spec, workers).run(events::add);

        assertThat(events)
                .anyMatch(event -> event instanceof Progress.TrialResumed resumed
                        && resumed.trial().equals("second-1")
                        && resumed.epoch() >= 2);
        assertSameAs(workers == 0 ? whole : TestRun.of(folder.resolve("whole"), spec));
        try (Stream<Path> files = Files.walk(run())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .doesNotContain("checkpoint", "run.lock")
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void anEpochIsGoneOnWithInItsMiddle() throws IOException {
        breakOff(0, SPEC, Progress.BatchTrained.class::isInstance);

        experiment(SPEC, 0).run(events::add);

        assertThat(events).anyMatch(event -> event instanceof Progress.TrialResumed resumed && resumed.batches() > 0);
        assertSameAsNeverBroken();
    }

    /** Within an epoch, with what each optimizer keeps, between two updates of several batches. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"optimizer\": \"adam\", \"gradientAccumulation\": 2, \"schedule\": \"cosine\", \"warmup\": 0.2",
                "\"optimizer\": \"adamw\", \"weightDecay\": 0.1, \"gradientAccumulation\": 3, \"warmup\": 4",
                "\"optimizer\": \"sgd\", \"momentum\": 0.9, \"schedule\": \"cosine\", \"learningRates\": {\"Linear\": 0.5}"
            })
    void everyOptimizerResumesInTheMiddleOfAnEpoch(String training) throws IOException {
        String spec = SPEC.replace("\"schedule\": \"linear\"", training);
        breakOff(0, spec, event -> event instanceof Progress.BatchTrained batch && batch.epoch() == 1);

        experiment(spec, 0).run(events::add);

        assertThat(events).anyMatch(event -> event instanceof Progress.TrialResumed resumed && resumed.batches() > 0);
        assertSameAs(TestRun.of(folder.resolve("never-broken"), spec));
    }

    @Test
    void otherTagsNeedNoTraining() throws IOException {
        whole.copyTo(run());

        experiment(SPEC.replace("\"name\": \"kept\"", "\"name\": \"kept\", \"tags\": [\"later\"]"), 0)
                .run(events::add);

        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(Json.COMPACT
                        .readTree(Files.readString(run().resolve("spec.json")))
                        .at("/tags"))
                .hasToString("[\"later\"]");
    }

    @Test
    void aRunThatIsOverIsKept() throws IOException {
        whole.copyTo(run());
        Path weights = trial("first-1").resolve("model/weights.safetensors");
        FileTime written = Files.getLastModifiedTime(weights);
        String report = Files.readString(run().resolve("comparison.json"));

        experiment(SPEC, 0).run(events::add);

        assertThat(events).contains(new Progress.TrialKept("first-1"), new Progress.TrialKept("second-1"));
        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(Files.getLastModifiedTime(weights)).isEqualTo(written);
        assertThat(run().resolve("comparison.json")).hasContent(report);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"predictions.csv", "model/weights.safetensors", "result.json", "trial.json", "history.jsonl"})
    void aTrialWhoseFilesWereDamagedIsRunAgain(String name) throws IOException {
        whole.copyTo(run());
        Path file = trial("first-1").resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        flip(file, bytes.length * 2 / 3);

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .anyMatch(event -> event instanceof Progress.TrialWarned warned
                        && warned.trial().equals("first-1")
                        && warned.warning().contains(file.toString()))
                .contains(new Progress.TrialKept("second-1"));
        // Its epochs hold how long they took.
        if (!name.equals("history.jsonl")) {
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    /** As one that was copied from another run of the same spec. */
    @Test
    void aTrialOnOtherDataIsRunAgain() throws IOException {
        whole.copyTo(run());
        Path file = trial("first-1").resolve("trial.json");
        String content = Files.readString(file);
        Files.writeString(file, content.replaceFirst("\"data\" : \"[0-9a-f]+\"", "\"data\" : \"abc\""));
        assertThat(file).content().isNotEqualTo(content);

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .anyMatch(event -> event instanceof Progress.TrialWarned warned
                        && warned.trial().equals("first-1"))
                .contains(new Progress.TrialKept("second-1"));
        assertThat(file).hasContent(content);
    }

    /** By whole lines, so that each line that is left is as it was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrialWhoseHistoryWasShortenedOrDeletedIsRunAgain(boolean deleted) throws IOException {
        whole.copyTo(run());
        Path history = trial("first-1").resolve("history.jsonl");
        List<String> lines = Files.readAllLines(history);
        Files.delete(history);
        if (!deleted) {
            Files.write(history, lines.subList(0, lines.size() - 1));
        }
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> RunReport.render(run()))
                .returns(ErrorCode.RUN_DAMAGED, BakeoffException::code)
                .returns(ErrorLocation.of(history), BakeoffException::location);

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .anyMatch(event -> event instanceof Progress.TrialWarned warned
                        && warned.trial().equals("first-1")
                        && warned.warning().contains(history.toString()))
                .contains(new Progress.TrialKept("second-1"));
        assertThat(Files.readAllLines(history)).hasSameSizeAs(lines);
    }

    /** A folder that is a file can't be looked into, as one without permission can't by anybody but root. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aTrialThatCantBeReadIsLeftAlone(int workers) throws IOException {
        whole.copyTo(run());
        Path model = trial("first-1").resolve("model");
        RecursiveDeletion.of(model);
        Files.createFile(model);

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> experiment(SPEC, workers).run(events::add))
                .returns(ErrorCode.FILE_UNUSABLE, BakeoffException::code)
                .returns(ErrorLocation.of(model.resolve("initial.safetensors")), BakeoffException::location);

        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(trial("first-1").resolve("predictions.csv")).exists();
        assertThat(trial("first-1").resolve("result.json")).exists();
    }

    @Test
    void aCheckpointThatCantBeReadIsLeftAlone() throws IOException {
        broken.copyTo(run());
        Path checkpoint = trial("first-1").resolve("checkpoint");
        Path aside = folder.resolve("aside");
        Files.move(checkpoint, aside);
        Files.createFile(checkpoint);

        assertThat(experiment(SPEC, 0).run(events::add).complete()).isFalse();
        assertThat(events)
                .filteredOn(Progress.TrialFailed.class::isInstance)
                .singleElement()
                .extracting(event -> ((Progress.TrialFailed) event).failure())
                .asString()
                .contains(checkpoint.resolve("state.safetensors").toString());

        Files.delete(checkpoint);
        Files.move(aside, checkpoint);
        experiment(SPEC, 0).run(events::add);
        assertThat(events).anyMatch(Progress.TrialResumed.class::isInstance);
        assertSameAsNeverBroken();
    }

    @Test
    void aSpecWithAFlippedBitIsRefusedByAllThatReadTheRun() throws IOException {
        whole.copyTo(run());
        Path spec = run().resolve("spec.json");
        Files.writeString(spec, Files.readString(spec).replace("\"batchSize\" : ", "\"batchSize\" : 1"));
        List<ThrowingCallable> readers = List.of(
                () -> RunReport.render(run()),
                () -> TrainedRun.open(run()),
                () -> experiment(SPEC, 0).run(event -> {}));
        for (ThrowingCallable reader : readers) {
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(reader)
                    .returns(ErrorCode.RUN_DAMAGED, BakeoffException::code)
                    .returns(ErrorLocation.of(spec), BakeoffException::location);
        }
    }

    /** Every part of a checkpoint: the length of its header, the header, the state in it, the numbers. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.002, 0.1, 0.5, 1})
    void aCheckpointWithAFlippedBitIsNotGoneOnWith(double place) throws IOException {
        broken.copyTo(run());
        Path checkpoint = trial("first-1").resolve("checkpoint/state.safetensors");
        flip(checkpoint, (int) (place * (Files.size(checkpoint) - 1)));

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .singleElement()
                .extracting(event -> ((Progress.TrialWarned) event).warning())
                .asString()
                .startsWith("starts again from the beginning, since its checkpoint can't be used: ")
                .contains(checkpoint.toString());
        assertSameAsNeverBroken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32c", "steps", "batches"})
    void aCheckpointThatNoTrainingHasWrittenIsNotGoneOnWith(String changed) throws IOException {
        broken.copyTo(run());
        Path checkpoint = trial("first-1").resolve("checkpoint/state.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(checkpoint)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(json);
        ObjectNode header = (ObjectNode) Json.COMPACT.readTree(json);
        ObjectNode metadata = (ObjectNode) header.path("__metadata__");
        assertThat(metadata.remove("crc32c")).isNotNull();
        if (!changed.equals("crc32c")) {
            ObjectNode note =
                    (ObjectNode) Json.COMPACT.readTree(metadata.path("note").asString());
            ObjectNode state = (ObjectNode) note.path("state");
            state.put(changed, state.path(changed).asInt() + 1);
            CRC32C checksum = new CRC32C();
            checksum.update(note.toString().getBytes(StandardCharsets.UTF_8));
            checksum.update(bytes.duplicate());
            metadata.put("note", note.toString());
            metadata.put("crc32c", HexFormat.of().toHexDigits((int) checksum.getValue()));
        }
        byte[] again = Json.COMPACT.writeValueAsBytes(header);
        ByteBuffer forged = ByteBuffer.allocate(Long.BYTES + again.length + bytes.remaining())
                .order(ByteOrder.LITTLE_ENDIAN);
        forged.putLong(again.length).put(again).put(bytes);
        Files.write(checkpoint, forged.array());

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .hasSize(1);
        assertSameAsNeverBroken();
    }

    /** As a worker leaves it that outlives its run, or who copies folders. */
    @Test
    void aCheckpointOfAnotherTrialIsNotGoneOnWith() throws IOException {
        Path other = folder.resolve("elsewhere/other");
        breakOff(
                builder(other.getParent(), "other", SPEC.replace("0.05", "0.01"), 0)
                        .build(),
                ResumingTest::isSecondEpoch);
        broken.copyTo(run());
        for (String name : List.of("history.jsonl", "checkpoint/state.safetensors")) {
            Files.copy(
                    other.resolve("trials/first-1").resolve(name),
                    trial("first-1").resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .hasSize(1);
        assertSameAsNeverBroken();
    }

    /** In what was written before the checkpoint; what was written after it is dropped. */
    @Test
    void aHistoryWithAFlippedBitIsNotGoneOnWith() throws IOException {
        broken.copyTo(run());
        Path history = trial("first-1").resolve("history.jsonl");
        flip(history, 40);

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .singleElement()
                .extracting(event -> ((Progress.TrialWarned) event).warning())
                .asString()
                .contains(history.toString());
        assertSameAsNeverBroken();
    }

    @Test
    void epochsAfterTheCheckpointAreTrainedAgain() throws IOException {
        broken.copyTo(run());
        Path history = trial("first-1").resolve("history.jsonl");
        byte[] before = Files.readAllBytes(history);
        Files.writeString(history, "{\"epoch\": 3, \"loss\": 0.1}\n{\"epoch\": 4, \"lo", StandardOpenOption.APPEND);

        experiment(SPEC, 0).run(events::add);

        assertThat(events).anyMatch(Progress.TrialResumed.class::isInstance);
        assertThat(Files.readAllBytes(history)).startsWith(before);
        assertSameAsNeverBroken();
    }

    @Test
    void withoutItsCheckpointATrialStartsAgain() throws IOException {
        broken.copyTo(run());
        Files.delete(trial("first-1").resolve("checkpoint/state.safetensors"));

        experiment(SPEC, 0).run(events::add);

        assertSameAsNeverBroken();
    }

    @Test
    void aTrialThatFailedIsRetried() throws IOException {
        Path mark = folder.resolve("mark");
        String spec = SPEC.replace(
                "{\"plugin\": \"mean\"}",
                "{\"plugin\": \"odd\", \"config\": {\"fault\": \"once\", \"file\": \"" + mark + "\"}}");
        // Both attempts of the first run fail, since the mark goes between them.
        experiment(spec, 0).run(event -> {
            if (event instanceof Progress.TrialRetried) {
                delete(mark);
            }
        });
        assertThat(Files.readString(trial("first-1").resolve("result.json"))).contains("failed");

        assertThat(experiment(spec, 0).run(events::add).complete()).isTrue();
        assertThat(events).contains(new Progress.TrialKept("second-1"));
    }

    @Test
    void anotherSpecIsRefusedWithWhatDiffers() throws IOException {
        breakOff(0, SPEC, Progress.EpochEnded.class::isInstance);
        Experiment other = experiment(
                SPEC.replace("\"epochs\": 5", "\"epochs\": 6").replace("\"hiddenUnits\": 8", "\"hiddenUnits\": 9"), 0);

        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> other.run(event -> {}))
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code)
                .returns(ErrorLocation.of(run()), BakeoffException::location)
                .returns(
                        List.of(
                                new RunDifference(
                                        Subject.SPEC,
                                        "/models/second/config/hiddenUnits",
                                        List.of(),
                                        Optional.of("8"),
                                        Optional.of("9")),
                                new RunDifference(
                                        Subject.SPEC,
                                        "/training/epochs",
                                        List.of(),
                                        Optional.of("5"),
                                        Optional.of("6"))),
                        RunDirectoryInUseException::differences);
        assertThat(run().resolve("spec.json")).content().contains("\"epochs\" : 5");
    }

    @Test
    void freshStartsOverAndDeletesOnlyWhatARunLeft() throws IOException {
        whole.copyTo(run());
        Path note = Files.writeString(run().resolve("note.txt"), "mine");

        builder(SPEC.replace("\"epochs\": 5", "\"epochs\": 1").replace("first", "third"), 0)
                .overwrite(true)
                .build()
                .run(events::add);

        assertThat(events).noneMatch(Progress.TrialKept.class::isInstance);
        assertThat(trial("first-1")).doesNotExist();
        assertThat(trial("third-1").resolve("predictions.csv")).exists();
        assertThat(note).hasContent("mine");
    }

    @Test
    void anotherPluginJarIsRefusedOnceForAllOfItsPlugins() throws IOException {
        Path jar = folder.resolve("plugins/vectors.jar");
        writeTwoModels(jar, "");
        String spec = SPEC.replace("{\"plugin\": \"mean\"}", "{\"plugin\": \"own\"}");
        ThrowingCallable run = () -> builder(spec, 0)
                .set("/models/third", "{\"plugin\": \"other\"}")
                .plugins(jar.getParent())
                .build()
                .run(event -> {});
        assertThatNoException().isThrownBy(run);

        writeTwoModels(jar, "int changed = 1;");

        assertThat(assertAnotherFile(run, Subject.PLUGIN, "vectors.jar").plugins())
                .containsExactlyInAnyOrder("org.example.Vectors", "org.example.Others");
    }

    private static void writeTwoModels(Path jar, String constructor) throws IOException {
        new PluginJar()
                .type("org.example.Vectors", PluginJar.source("Vectors", "own", constructor, ""))
                .type("org.example.Others", PluginJar.source("Others", "other", "", ""))
                .models("org.example.Vectors\norg.example.Others")
                .write(jar);
    }

    private static RunDifference assertAnotherFile(ThrowingCallable run, Subject subject, String name) {
        RunDirectoryInUseException refusal =
                Objects.requireNonNull(catchThrowableOfType(RunDirectoryInUseException.class, run));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
        assertThat(refusal.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.subject()).isEqualTo(subject);
            assertThat(difference.name()).isEqualTo(name);
            assertThat(difference.before()).isPresent().isNotEqualTo(difference.now());
            assertThat(difference.now()).isPresent();
        });
        return refusal.differences().get(0);
    }

    @Test
    void otherDataIsRefused() throws IOException {
        Path source = Files.writeString(folder.resolve("source.txt"), "one");
        String spec = SPEC.replace("\"train\": 80", "\"train\": 80, \"source\": \"" + source + "\"");
        experiment(spec, 0).run(event -> {});
        Files.writeString(source, "another");

        assertAnotherFile(() -> experiment(spec, 0).run(event -> {}), Subject.DATA, source.toString());
    }

    @Test
    void aRunDirectoryHasOneRunAtATime() throws IOException {
        experiment(SPEC, 0).run(event -> {
            if (event instanceof Progress.TrialStarted) {
                assertThatExceptionOfType(RunDirectoryInUseException.class)
                        .isThrownBy(() -> experiment(SPEC, 0).run(again -> {}))
                        .returns(ErrorCode.RUN_DIRECTORY_IN_USE, BakeoffException::code)
                        .returns(ErrorLocation.of(run()), BakeoffException::location);
                events.add(event);
            }
        });
        assertThat(events).hasSize(2);
        assertThat(run().resolve("run.lock")).doesNotExist();
        experiment(SPEC, 0).run(event -> {});
    }

    private void breakOff(int workers, String spec, Predicate<Progress> when) {
        breakOff(experiment(spec, workers), when);
    }

    private static void breakOff(Experiment experiment, Predicate<Progress> when) {
        Thread runner = Thread.currentThread();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> experiment.run(event -> {
                        if (when.test(event)) {
                            runner.interrupt();
                        }
                    }));
        } finally {
            Thread.interrupted();
        }
    }

    private void assertSameAsNeverBroken() throws IOException {
        assertSameAs(whole);
    }

    private void assertSameAs(TestRun expected) throws IOException {
        for (String trial : TRIALS) {
            for (String file : List.of("predictions.csv", "model/weights.safetensors", "result.json")) {
                assertThat(trial(trial).resolve(file)).as(trial).hasBinaryContent(expected.bytes(trial, file));
            }
            assertThat(Files.readAllLines(trial(trial).resolve("history.jsonl")))
                    .hasSameSizeAs(expected.history(trial));
        }
    }

    private static void flip(Path file, int place) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[place] ^= 4;
        Files.write(file, bytes);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Path trial(String name) {
        return run().resolve("trials").resolve(name);
    }

    private Experiment experiment(String spec, int workers) {
        return builder(spec, workers).build();
    }

    private ExperimentBuilder builder(String spec, int workers) {
        return builder(folder, "run", spec, workers);
    }

    private static ExperimentBuilder builder(Path folder, String name, String spec, int workers) {
        return Experiment.builder()
                .spec(spec)
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .workers(workers);
    }
}
