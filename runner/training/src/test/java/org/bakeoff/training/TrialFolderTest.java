package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import com.google.inject.Guice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.api.Predictions;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.SpecModule;
import org.bakeoff.spec.SpecReader;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Layer;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** How a trial ended is read as it was written, or not at all. */
class TrialFolderTest {

    private static final List<Epoch> HISTORY =
            List.of(new Epoch(1, 0.1 + 0.2, 0.5, null, null, 1, 2), new Epoch(2, 0.1, 0.75, 0.4, 0.5, 1e-9, 1e9));

    @TempDir
    private Path folder;

    private final SpecReader reader = Guice.createInjector(
                    new PluginModule(new PluginPath(List.of())), new SpecModule())
            .getInstance(SpecReader.class);
    private final TrialFolder folders = new TrialFolder(reader);
    private final Trial trial = trial(3);

    /** Stands for the encoded data, of which a trial's folder has the checksum at its end. */
    private Path encoded = Path.of("");

    @BeforeEach
    void leaveWhatATrialLeaves(@TempDir Path data) throws IOException {
        encoded = Files.writeString(data.resolve("encoded"), "checksum");
        TrialFolder.write(folder, trial, encoded);
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

    @Test
    void predictionsOfAnySizeAreNotRead() throws IOException {
        TrialFolder.write(folder, done(null));
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("predictions.csv").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> folders.read(folder));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "loss became NaN")
    void aResult(@Nullable String diverged) throws IOException {
        TrialOutcome outcome = done(diverged);
        TrialFolder.write(folder, outcome);

        assertThat(TrialFolder.ended(folder)).isTrue();
        for (TrialOutcome read :
                List.of(folders.read(folder), TrialFolder.read(folder, trial), TrialFolder.whole(folder, trial))) {
            assertThat(read).usingRecursiveComparison().isEqualTo(outcome);
        }
        assertThat(TrialFolder.unusable(folder)).isEqualTo(diverged);
    }

    @Test
    void aFailure() throws IOException {
        TrialFolder.write(folder, new TrialOutcome.Failed(trial, "no \u001b memory"));

        assertThat(folders.read(folder)).isEqualTo(new TrialOutcome.Failed(trial, "no \u001b memory"));
        assertThat(TrialFolder.whole(folder, trial)).isEqualTo(new TrialOutcome.Failed(trial, "no \u001b memory"));
        assertThat(TrialFolder.unusable(folder)).isEqualTo("it failed: no \u001b memory");
    }

    @Test
    void theTrialItself() throws IOException {
        assertThat(folders.trial(folder)).isEqualTo(trial);
        Files.writeString(folder.resolve("trial.json"), "{");
        assertThatIOException()
                .isThrownBy(() -> folders.trial(folder))
                .withMessage(folder.resolve("trial.json") + " is damaged; run the experiment again");
    }

    @Test
    void oneThatHasntEnded() throws IOException {
        assertThat(TrialFolder.ended(folder)).isFalse();
        assertThat(TrialFolder.unusable(folder)).isEqualTo("it hasn't ended");
        assertThatIOException().isThrownBy(() -> folders.read(folder));
    }

    @Test
    void ofADamagedResultNoOtherOutcomeIsRead() throws IOException {
        TrialFolder.write(folder, done(null));
        Path file = folder.resolve("result.json");
        String text = Files.readString(file);
        for (String wrong : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                text.replace("done", "failed"),
                text.replace("3", "4"),
                text.substring(1),
                "{\"status\": \"over\", \"layers\": []}",
                "{\"status\": null}",
                "{\"status\": 1}")) {
            Files.writeString(file, wrong);
            assertThatIOException()
                    .as(wrong)
                    .isThrownBy(() -> folders.read(folder))
                    .withMessage(file + " is damaged; run the experiment again");
            assertThatIOException()
                    .as(wrong)
                    .isThrownBy(() -> TrialFolder.unusable(folder))
                    .withMessage(file + " is damaged; run the experiment again");
        }
    }

    @Test
    void predictionsAndHistoryThatWereChangedAreRefused() throws IOException {
        TrialFolder.write(folder, done(null));
        Path history = folder.resolve("history.jsonl");
        Files.writeString(history, "{\"epoch\": 1");
        assertThatIOException()
                .isThrownBy(() -> folders.read(folder))
                .withMessage(history + " is damaged; run the experiment again");

        Path predictions = folder.resolve("predictions.csv");
        Files.writeString(predictions, Files.readString(predictions).replace("0.25", "0.24"));
        assertThatIOException()
                .isThrownBy(() -> folders.read(folder))
                .withMessageStartingWith(predictions + " was changed since its trial wrote it");
    }

    /** By whole lines, so that each line that is left is as it was. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void aHistoryThatWasShortenedOrDeletedIsRefused(int lines) throws IOException {
        TrialFolder.write(folder, done(null));
        Path history = folder.resolve("history.jsonl");
        List<String> all = Files.readAllLines(history);
        if (lines < 0) {
            Files.delete(history);
        } else {
            Files.write(history, all.subList(0, lines));
        }
        for (ThrowingCallable reader :
                List.<ThrowingCallable>of(() -> folders.read(folder), () -> TrialFolder.whole(folder, trial))) {
            assertThatExceptionOfType(DamagedFileException.class)
                    .isThrownBy(reader)
                    .withMessageStartingWith(history + " was changed since its trial wrote it");
        }
    }

    @Test
    void theResultOfAnEarlierVersionDoesNotSayWhatTheHistoryIs() throws IOException {
        TrialFolder.write(folder, done(null));
        Path file = folder.resolve("result.json");
        ObjectNode result = ChecksummedJson.read(Files.readString(file));
        result.remove("epochs");
        Files.writeString(file, ChecksummedJson.text(result));
        assertThat(folders.read(folder)).usingRecursiveComparison().isEqualTo(done(null));
    }

    /** A folder that is a file stands for permissions, which root doesn't need, and for disks with faults. */
    @Test
    void aFileThatCantBeReadIsNotTakenForADamagedOne() throws IOException {
        TrialFolder.write(folder, done(null));
        Path model = folder.resolve("model");
        Files.delete(folder.resolve(SafetensorsWriter.FILE));
        Files.delete(model);
        Files.createFile(model);
        assertUnreadable(model.resolve("initial.safetensors"), () -> TrialFolder.whole(folder, trial));
        assertUnreadable(folder.resolve(SafetensorsWriter.FILE), () -> TrialFolder.unusable(folder));

        ResumingTrialExecutor executor = new ResumingTrialExecutor((one, place, encoded, listener) -> {
            throw new AssertionError("is trained again");
        });
        assertUnreadable(model.resolve("initial.safetensors"), () -> executor.run(trial, folder, encoded, event -> {}));
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("predictions.csv"));
    }

    /** As a user has it who may not read it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"trial.json", "result.json", "predictions.csv", "history.jsonl", "model/weights.safetensors"})
    void aFileWithoutPermissionIsKept(String name) throws IOException {
        TrialFolder.write(folder, done(null));
        Path file = folder.resolve(name);
        byte[] before = Files.readAllBytes(file);
        Files.setPosixFilePermissions(file, Set.of());
        assumeThat(Files.isReadable(file)).as("runs as an ordinary user").isFalse();
        ResumingTrialExecutor executor = new ResumingTrialExecutor((one, place, encoded, listener) -> {
            throw new AssertionError("is trained again");
        });
        assertUnreadable(file, () -> executor.run(trial, folder, encoded, event -> {}));
        Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
        assertThat(file).hasBinaryContent(before);
    }

    private static void assertUnreadable(Path file, ThrowingCallable reader) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(reader)
                .returns(ErrorCode.FILE_UNUSABLE, BakeoffException::code)
                .returns(ErrorLocation.of(file), BakeoffException::location);
    }

    /** Trials of another run, copied into this one. */
    @Test
    void aTrialOnOtherDataIsTrainedAgainFromItsBeginning(@TempDir Path data) throws IOException {
        TrialFolder.write(folder, done(null));
        Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        ResumingTrialExecutor executor = new ResumingTrialExecutor((one, place, file, listener) -> done("again"));
        List<Progress> events = new ArrayList<>();
        assertThat(executor.run(trial, folder, encoded, events::add)).isInstanceOf(TrialOutcome.Completed.class);
        assertThat(events).containsExactly(new Progress.TrialKept(trial.name()));

        events.clear();
        Path other = Files.writeString(data.resolve("other"), "of other");
        assertThat(executor.run(trial, folder, other, events::add)).isInstanceOf(TrialOutcome.Diverged.class);
        assertThat(events).singleElement().isInstanceOf(Progress.TrialWarned.class);
        assertThat(checkpoint).doesNotExist();
        assertThat(folder.resolve("result.json")).doesNotExist();
    }

    /** Else the next run would delete what is whole. */
    @Test
    void anInterruptIsNotTakenForDamage() throws IOException {
        TrialFolder.write(folder, done(null));
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> TrialFolder.whole(folder, trial));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void onlyAWholeTrialOfThatNameIsKept() throws IOException {
        TrialFolder.write(folder, done(null));
        Path weights = folder.resolve(SafetensorsWriter.FILE);
        Path file = folder.resolve("trial.json");

        assertThatIOException()
                .isThrownBy(() -> TrialFolder.whole(folder, trial(4)))
                .withMessage(file + " is of another trial");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertThatIOException()
                .isThrownBy(() -> TrialFolder.whole(folder, trial))
                .withMessageContaining("its checksum is wrong");
        Files.delete(weights);
        assertThatIOException()
                .isThrownBy(() -> TrialFolder.whole(folder, trial))
                .withMessage(weights + " is missing");
        assertThat(TrialFolder.unusable(folder)).isEqualTo(weights + " is missing");
        Files.writeString(file, "{");
        assertThatIOException()
                .isThrownBy(() -> TrialFolder.whole(folder, trial))
                .withMessage(file + " is no JSON");
    }

    /** A model that diverged may have weights that are no numbers, which aren't saved. */
    @Test
    void oneThatDivergedOrFailedNeedsNoWeights() throws IOException {
        Files.delete(folder.resolve(SafetensorsWriter.FILE));
        TrialFolder.write(folder, done("loss became NaN"));
        assertThat(TrialFolder.whole(folder, trial)).isInstanceOf(TrialOutcome.Diverged.class);
        TrialFolder.write(folder, new TrialOutcome.Failed(trial, "x"));
        assertThat(TrialFolder.whole(folder, trial)).isEqualTo(new TrialOutcome.Failed(trial, "x"));
    }

    @Test
    void anotherAttemptFindsTheCheckpointAndTheHistoryAndNothingElse() throws IOException {
        TrialFolder.write(folder, new TrialOutcome.Failed(trial, "x"));
        Path checkpoint = Files.createDirectory(folder.resolve(Checkpoint.FOLDER));
        Path state = Files.writeString(checkpoint.resolve("state.safetensors"), "x");
        Files.write(checkpoint.resolve("state.safetensors.1.tmp"), "torn".getBytes(StandardCharsets.UTF_8));

        TrialFolder.clear(folder);
        Path history = folder.resolve("history.jsonl");
        assertThat(folder.toFile().listFiles()).containsExactlyInAnyOrder(checkpoint.toFile(), history.toFile());
        assertThat(checkpoint.toFile().listFiles()).containsExactly(state.toFile());

        TrialFolder.forget(folder);
        assertThat(folder.toFile().listFiles()).containsExactly(history.toFile());
    }

    private static TrialResult result(int epochs) {
        TrainingHistory history = TrainingHistory.NONE;
        for (Epoch epoch : HISTORY.subList(0, epochs)) {
            history = history.and(epoch);
        }
        return new TrialResult(
                List.of(new Layer("Linear", "(N, 1)", 33, 0, List.of())),
                history,
                Optional.of(new Predictions(3, 2, new double[] {0.5, 0.25})));
    }

    private TrialOutcome done(@Nullable String diverged) {
        TrialResult result = result(2);
        return diverged == null
                ? new TrialOutcome.Completed(trial, result)
                : new TrialOutcome.Diverged(trial, result, diverged);
    }

    /** Else it would count as one that was trained as long as the changed file says. */
    @Test
    void aTrialThatStoppedAfterAnEpochIsContinuedFromThere() throws IOException {
        Trial stopped = trial.until(1);
        TrialFolder.write(folder, stopped, encoded);
        TrialFolder.write(folder, new TrialOutcome.Completed(stopped, result(1)));
        writeHistory(1);

        TrialOutcome whole = TrialFolder.whole(folder, trial);
        assertThat(TrialFolder.continues(folder, trial, whole)).isTrue();
        assertThat(TrialFolder.continues(folder, stopped, whole)).isFalse();
        Path file = folder.resolve("trial.json");
        Files.writeString(file, Files.readString(file).replace("\"untilEpoch\" : 1", "\"untilEpoch\" : 3"));
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> TrialFolder.whole(folder, trial))
                .withMessageContaining("trial.json");
    }

    @Test
    void aTrialWithoutAllOfItsEpochsIsNotComplete() throws IOException {
        TrialFolder.write(folder, new TrialOutcome.Completed(trial, result(1)));
        writeHistory(1);
        for (ThrowingCallable read :
                List.<ThrowingCallable>of(() -> folders.read(folder), () -> TrialFolder.whole(folder, trial))) {
            assertThatExceptionOfType(DamagedFileException.class)
                    .isThrownBy(read)
                    .withMessageContaining("history.jsonl");
        }
    }

    private void writeHistory(int epochs) throws IOException {
        Files.delete(folder.resolve("history.jsonl"));
        HistoryFile history = new HistoryFile(folder);
        for (Epoch epoch : HISTORY.subList(0, epochs)) {
            history.add(epoch);
        }
    }

    /** Else the files of all trials would grow with the square of their number. */
    @Test
    void theTrialNamesNoOtherSeeds() throws IOException {
        TrialFolder.write(folder, trial(3, "[1, 2, 3, 4, 5]"), encoded);
        byte[] few = Files.readAllBytes(folder.resolve("trial.json"));
        assertThat(folders.trial(folder)).isEqualTo(trial(3, "[1, 2, 3, 4, 5]"));
        TrialFolder.write(folder, trial(3, "[1, 3]"), encoded);
        assertThat(folder.resolve("trial.json")).hasBinaryContent(few);
    }

    private Trial trial(long seed) {
        return trial(seed, "[1]");
    }

    private Trial trial(long seed, String seeds) {
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
