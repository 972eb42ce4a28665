package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes grows with the work and no faster. Linux counts the bytes that a thread writes. */
class GrowthTest {

    private static final Path COUNTERS = Path.of("/proc/thread-self/io");

    @TempDir
    private Path folder;

    @BeforeEach
    void bytesAreCounted() {
        assumeThat(Files.isReadable(COUNTERS)).as("this system has /proc").isTrue();
    }

    @Test
    void withEpochs() throws IOException {
        grows(List.of(25, 50, 100), epochs -> spec("\"mean\": {\"plugin\": \"mean\"}", "\"epochs\": " + epochs));
    }

    @Tag("endurance")
    @Test
    void withTrials() throws IOException {
        grows(
                List.of(10, 20, 40),
                seeds -> spec(
                        "\"mean\": {\"plugin\": \"mean\"}",
                        "\"epochs\": 1, \"seeds\": "
                                + IntStream.rangeClosed(1, seeds).boxed().toList()));
    }

    private interface Sized {
        String spec(int size);
    }

    /** The second doubling adds twice what the first adds, and a little for longer numbers. */
    private void grows(List<Integer> sizes, Sized sized) throws IOException {
        long[] bytes = new long[sizes.size()];
        // The first one fills the cache.
        run(sizes.get(0), sized);
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = run(sizes.get(index), sized);
        }
        double first = bytes[1] - bytes[0];
        double second = bytes[2] - bytes[1];
        assertThat(second / first)
                .as("bytes of sizes %s: %s", sizes, Arrays.toString(bytes))
                .isLessThan(2.3);
    }

    /** Returns how many bytes a run writes. */
    private long run(int size, Sized sized) throws IOException {
        long before = written();
        TestRun.of(Files.createTempDirectory(folder, "run").resolve("run"), sized.spec(size));
        return written() - before;
    }

    private static long written() throws IOException {
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String spec(String models, String training) {
        return """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}}, "models": {%s},
                 "training": {%s, "batchSize": 16, "device": "cpu"}, "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(models, training);
    }
}
