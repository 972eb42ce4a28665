package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bakeoff.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a test set was consulted. */
class EvaluationLogTest {

    private static final String TEST = Sha256.of("test");

    @TempDir
    Path folder;

    @Test
    void countsByTestHalfAcrossRuns() throws IOException {
        assertThat(log().add(TEST, "one", 10)).isEqualTo(10);
        assertThat(log().add(TEST, "two", 3)).isEqualTo(13);
        assertThat(log().add(Sha256.of("other"), "two", 4)).isEqualTo(4);
        assertThat(Files.readAllLines(file())).hasSize(2).last().asString().contains("\"two\"", "\"models\":3");
    }

    @Test
    void runsAtTheSameTimeLoseNothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Long> add = () -> log().add(TEST, "some", 2);
            List<Long> counts = new ArrayList<>();
            for (Future<Long> count : pool.invokeAll(java.util.Collections.nCopies(8, add))) {
                counts.add(count.get());
            }
            assertThat(counts).containsExactlyInAnyOrder(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatIsDamagedIsNotCountedAndSpoilsNothing() throws IOException {
        log().add(TEST, "one", 10);
        Files.write(file(), new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file(), "{\"models\": \"many\"}\n{\"mod", StandardCharsets.UTF_8, StandardOpenOption.APPEND);

        assertThat(log().add(TEST, "two", 1)).isEqualTo(11);
        assertThat(log().add(TEST, "three", 1)).isEqualTo(12);
    }

    /** So that the thousandth run reads no more than the second. */
    @Test
    void theLastLineHasTheTotal() throws IOException {
        log().add(TEST, "one", 10);
        log().add(TEST, "two", 3);
        String last = Files.readAllLines(file()).get(1);
        assertThat(last).contains("\"total\":13");

        Files.writeString(file(), "x".repeat(10_000) + "\n" + last + "\n");
        assertThat(log().add(TEST, "three", 1)).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "9223372036854775807", "99999999999999999999", "1e30", "12.5", "\"13\""})
    void ofATotalThatNoLogHasTheLinesAreCountedInstead(String total) throws IOException {
        log().add(TEST, "one", 10);
        Files.writeString(
                file(),
                "{\"time\": \"\", \"experiment\": \"two\", \"models\": 3, \"total\": " + total + "}\n",
                StandardOpenOption.APPEND);
        assertThat(log().add(TEST, "three", 1)).isEqualTo(14);
        assertThat(log().add(TEST, "four", 1)).isEqualTo(15);
    }

    @Test
    void aCacheThatCantBeUsedCostsTheCountOnly() throws IOException {
        Files.writeString(folder.resolve("evaluations"), "a file in the way");
        assertThat(log().add(TEST, "one", 10)).isEqualTo(10);

        Files.delete(folder.resolve("evaluations"));
        Files.createDirectories(file());
        assertThat(log().add(TEST, "one", 7)).isEqualTo(7);
    }

    @Test
    void whatIsKnownIsReadAndNothingIsMade() {
        CacheFolder cache = new CacheFolder(folder);
        assertThat(EvaluationLog.known(cache, TEST)).isZero();
        assertThat(folder).isEmptyDirectory();

        log().add(TEST, "one", 10);
        log().add(TEST, "two", 3);

        assertThat(EvaluationLog.known(cache, TEST)).isEqualTo(13);
        assertThat(EvaluationLog.known(cache, Sha256.of("other"))).isZero();
        assertThat(EvaluationLog.known(cache, "../evaluations/" + TEST)).isZero();
    }

    private EvaluationLog log() {
        return new EvaluationLog(new DataLoader.Options(new CacheFolder(folder), true));
    }

    private Path file() {
        return folder.resolve("evaluations").resolve(TEST + ".jsonl");
    }
}
