package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded data in the cache that is deleted or cut while a run goes on, as by a user who clears the cache. */
class LostEncodedDataTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theResultsOfTrialsThatHaveEndedStay(boolean deleted) throws IOException {
        TestRun run = TestRun.of(
                folder.resolve("run"), TestRun.SPEC.replace("\"epochs\": 1", "\"epochs\": 1, \"seeds\": [1, 2, 3]"));
        byte[] second = run.bytes("quick-2", "predictions.csv");
        byte[] third = run.bytes("quick-3", "predictions.csv");
        RecursiveDeletion.of(run.folder().resolve("trials/quick-1"));
        List<Progress> events = new ArrayList<>();
        try {
            again(event -> {
                events.add(event);
                if (event instanceof Progress.TrialStarted) {
                    lose(deleted);
                }
            });
        } catch (BakeoffException e) {
            // Of data that is cut not all can be compared.
            assertThat(deleted).isFalse();
        }

        assertThat(events).contains(new Progress.TrialKept("quick-2"), new Progress.TrialKept("quick-3"));
        assertThat(run.file("quick-2", "predictions.csv")).hasBinaryContent(second);
        assertThat(run.file("quick-3", "predictions.csv")).hasBinaryContent(third);
        again(event -> {});
        assertThat(run.file("quick-1", "predictions.csv")).exists();
    }

    private void again(Consumer<Progress> listener) {
        Experiment.builder()
                .spec(folder.resolve("run/spec.json"))
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run(listener);
    }

    private void lose(boolean deleted) {
        try (Stream<Path> files = Files.list(folder.resolve("cache/encoded"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".bin")).toList()) {
                if (deleted) {
                    Files.delete(file);
                } else {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(300);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
