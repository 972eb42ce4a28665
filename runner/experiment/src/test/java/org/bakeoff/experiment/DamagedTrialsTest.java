package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a run, when a file of it has changed, is missing or can't be read. */
class DamagedTrialsTest extends ResumedRun {

    /** The run that is never interrupted. */
    private static TestRun whole;

    @BeforeAll
    static void wholeRun(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("whole"), SPEC);
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

    /** As where a run that had more memory for Java is resumed; a file with holes stands for one that is so large. */
    @Test
    void aTrialWhosePredictionsDoNotFitIntoMemoryIsKept() throws IOException {
        whole.copyTo(run());
        Path predictions = trial("first-1").resolve("predictions.csv");
        try (RandomAccessFile file = new RandomAccessFile(predictions.toFile(), "rw")) {
            file.setLength(4 * Runtime.getRuntime().maxMemory() + 1);
        }

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> experiment(SPEC, 0).run(events::add))
                .returns(ErrorCode.OUT_OF_MEMORY, BakeoffException::code)
                .returns(ErrorLocation.of(predictions), BakeoffException::location)
                .withMessageContaining("-Xmx4g");

        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(predictions).exists();
        assertThat(trial("first-1").resolve("model/weights.safetensors"))
                .hasBinaryContent(whole.bytes("first-1", "model/weights.safetensors"));
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
}
