package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a trial ended is read as it was written, or not at all. */
class TrialFolderTest extends WrittenTrial {

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

    /** Else it would count as one that was trained as long as the changed file says. */
    @Test
    void aTrialThatStoppedAfterAnEpochIsContinuedFromThere() throws IOException {
        Trial stopped = trial.until(1);
        TrialFile.write(folder, stopped, encoded);
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

    /** Else the files of all trials would grow with the square of their number. */
    @Test
    void theTrialNamesNoOtherSeeds() throws IOException {
        TrialFile.write(folder, trial(3, "[1, 2, 3, 4, 5]"), encoded);
        byte[] few = Files.readAllBytes(folder.resolve("trial.json"));
        assertThat(folders.trial(folder)).isEqualTo(trial(3, "[1, 2, 3, 4, 5]"));
        TrialFile.write(folder, trial(3, "[1, 3]"), encoded);
        assertThat(folder.resolve("trial.json")).hasBinaryContent(few);
    }
}
