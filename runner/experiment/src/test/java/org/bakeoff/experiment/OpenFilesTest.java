package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a process has open. */
class OpenFilesTest {

    private static final Path OPEN = Path.of("/proc/self/fd");

    @TempDir
    private Path folder;

    /** In a large heap nothing is collected for hundreds of small trials. */
    @Test
    void trialsOfOneProcessLeaveNoFileOpen() throws IOException {
        assumeThat(OPEN).exists();
        AtomicInteger most = new AtomicInteger();
        Experiment.builder()
                .spec("""
                        {"dataset": {"plugin": "parity", "config": {"train": 20, "test": 20}},
                         "models": {"one": {"plugin": "mean"}},
                         "training": {"epochs": 1, "validation": 0, "device": "cpu", "seeds": [1, 2, 3, 4, 5, 6, 7, 8]},
                         "evaluators": [{"plugin": "error-rate"}]}
                        """)
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .workers(0)
                .build()
                .run(event -> {
                    if (event instanceof Progress.TrialEnded) {
                        most.accumulateAndGet(open(folder.resolve("cache")), Math::max);
                    }
                });

        // The run's own.
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    /** Each has a vocabulary, and a search may have thousands. */
    @Test
    void theEncodingsOfASearchAreNotAllKeptOpen() {
        assumeThat(OPEN).exists();
        AtomicInteger most = new AtomicInteger();
        ComparisonResult result = Experiment.builder()
                .spec("""
                        {"dataset": {"plugin": "parity", "config": {"train": 80, "test": 20}},
                         "models": {"letters": {"plugin": "letters", "config": {"length": 40}}},
                         "training": {"epochs": 1, "validation": 20, "device": "cpu", "seeds": [1]},
                         "search": {"space": {"/models/letters/config/length": [%s]}},
                         "evaluators": [{"plugin": "error-rate"}]}
                        """.formatted(
                        IntStream.rangeClosed(5, 44).mapToObj(Integer::toString).collect(Collectors.joining(","))))
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .workers(0)
                .build()
                .run(event -> most.accumulateAndGet(open(folder.resolve("cache")), Math::max));

        assertThat(result.complete()).isTrue();
        assertThat(most.get()).isBetween(2, 20);
    }

    /** Returns how many files below a folder are open. */
    private static int open(Path place) {
        try (Stream<Path> links = Files.list(OPEN)) {
            return (int) links.filter(link -> {
                        try {
                            return Files.readSymbolicLink(link).startsWith(place);
                        } catch (IOException e) {
                            // That of the list itself.
                            return false;
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
