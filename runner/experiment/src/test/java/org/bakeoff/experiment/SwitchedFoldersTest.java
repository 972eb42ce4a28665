package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of a run directory that somebody who may write there replaces by links to folders elsewhere, while the run goes on. */
@DisabledOnOs(OS.WINDOWS)
class SwitchedFoldersTest {

    @TempDir
    private Path folder;

    private Path elsewhere = Path.of("");

    @BeforeEach
    void keepFilesElsewhere() throws IOException {
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String place : new String[] {"", "first-1", "second-1", "trials/first-1", "trials/second-1"}) {
            for (String name : new String[] {
                "trial.json",
                "result.json",
                "history.jsonl",
                "predictions.csv",
                "notes.md",
                "model/weights.safetensors",
                "model/initial.safetensors",
                "checkpoint/state.safetensors"
            }) {
                Path file = elsewhere.resolve(place).resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, "mine");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"trials/first-1, 0", "trials, 0", "trials/first-1, 1", "trials, 1"})
    void nothingElsewhereIsWrittenOrDeleted(String switched, int workers) throws IOException {
        Map<String, String> before = files();
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run(40, workers, SwitchedFoldersTest::isEpoch, switched))
                .withMessageContaining(folder.resolve("run").resolve(switched).toString())
                .withMessageContaining("symbolic link")
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.FILE_REFUSED);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aLinkInPlaceOfTheRunDirectoryIsNotWrittenThrough(int workers) throws IOException {
        Map<String, String> before = files();
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run(400, workers, SwitchedFoldersTest::isEpoch, ""))
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aTrialThatIsOverWhenItsFolderIsSwitchedIsRefused() throws IOException {
        Map<String, String> before = files();
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run(1, 0, Progress.Comparing.class::isInstance, "trials"))
                .withMessageContaining("symbolic link");
        assertThat(files()).isEqualTo(before);
    }

    private static boolean isEpoch(Progress event) {
        return event instanceof Progress.EpochEnded ended && ended.trial().equals("first-1");
    }

    /** Runs, and puts a link in the place of a folder at the first of some events. */
    private void run(int epochs, int workers, Predicate<Progress> when, String switched) {
        Path run = folder.resolve("run");
        Path place = switched.isEmpty() ? run : run.resolve(switched);
        Path moved = folder.resolve("moved");
        Experiment.builder()
                .spec(DeletedRunDirectoryTest.SPEC.formatted(epochs))
                .out(run)
                .cache(folder.resolve("cache"))
                .workers(workers)
                .build()
                .run(event -> {
                    if (when.test(event) && Files.notExists(moved)) {
                        try {
                            Files.move(place, moved);
                            Files.createSymbolicLink(place, elsewhere);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                });
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(elsewhere)) {
            for (Path file : all.toList()) {
                files.put(file.toString(), Files.isDirectory(file) ? "" : Files.readString(file));
            }
        }
        return files;
    }
}
