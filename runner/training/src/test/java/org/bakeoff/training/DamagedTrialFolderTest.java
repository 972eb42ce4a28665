package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What is damaged, changed or of another trial is not taken for what was written. */
class DamagedTrialFolderTest extends WrittenTrial {

    @Test
    void predictionsOfAnySizeAreNotRead() throws IOException {
        TrialFolder.write(folder, done(null));
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("predictions.csv").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> folders.read(folder))
                .returns(ErrorCode.OUT_OF_MEMORY, BakeoffException::code);
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

        ResumingTrialExecutor executor = new ResumingTrialExecutor(
                (one, place, encoded, listener) -> {
                    throw new AssertionError("is trained again");
                },
                new EncodedChecksums());
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
        ResumingTrialExecutor executor = new ResumingTrialExecutor(
                (one, place, encoded, listener) -> {
                    throw new AssertionError("is trained again");
                },
                new EncodedChecksums());
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
        ResumingTrialExecutor executor =
                new ResumingTrialExecutor((one, place, file, listener) -> done("again"), new EncodedChecksums());
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
}
