package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class BenchmarkDirectoryTest {

    @Test
    void aBenchmarkWhoseBeginningWasCutShortBeginsAgain(@TempDir Path folder) throws IOException {
        BenchmarkDirectory directory = new BenchmarkDirectory(Files.createDirectories(folder.resolve("bench")));
        ObjectNode spec = Json.COMPACT.createObjectNode();
        // Its writing ends in the middle, as a kill or a full disk ends it.
        Iterable<String> unwritable = () -> {
            throw new IllegalStateException("planted");
        };
        assertThatThrownBy(() -> directory.begin(spec.deepCopy().putPOJO("part", unwritable), List.of("one")))
                .hasMessageContaining("planted");

        directory.begin(spec, List.of("one"));

        assertThat(directory.summary().runs()).containsExactly("one");
        assertThat(directory.path().resolve("spec.json")).isRegularFile();
    }

    @Test
    void resultsThatSayOnlyHowManyRunsThereAreCanBeRead(@TempDir Path folder) throws IOException {
        BenchmarkDirectory directory = SampleBenchmark.begin(folder.resolve("bench"), List.of("data"));
        BenchmarkResults results = SampleBenchmark.results(SampleBenchmark.of(1, Verdict.LEFT_BETTER, "lstm", "rnn"));
        directory.write(results);
        Path file = directory.path().resolve("benchmark.json");
        ObjectNode earlier = ChecksummedJson.read(Files.readString(file));
        ObjectNode data = (ObjectNode) earlier.at("/sizes/0/result/datasets/0/data");
        data.remove("folds");
        data.put("runs", 1);
        Files.writeString(file, ChecksummedJson.text(earlier));

        assertThat(directory.results()).isEqualTo(results);
    }

    /** A report that is written again must not lose a caveat that the earlier one had. */
    @Test
    void whatEarlierResultsSayOfSeedsStays(@TempDir Path folder) throws IOException {
        BenchmarkDirectory directory = SampleBenchmark.begin(folder.resolve("bench"), List.of("data"));
        directory.write(SampleBenchmark.results(SampleBenchmark.of(1, Verdict.LEFT_BETTER, "lstm", "rnn")));
        Path file = directory.path().resolve("benchmark.json");
        ObjectNode earlier = ChecksummedJson.read(Files.readString(file));
        ObjectNode dataset = (ObjectNode) earlier.at("/sizes/0/result/datasets/0");
        ((ObjectNode) dataset.at("/data/doubts")).remove("ofTrials");
        ((ObjectNode) dataset.at("/data/doubts")).put("oneSeed", true);
        ((ObjectNode) dataset.at("/comparisons/0")).putArray("caveats").add("diverged-trials");
        Files.writeString(file, ChecksummedJson.text(earlier));

        assertThat(directory
                        .results()
                        .largest()
                        .datasets()
                        .get(0)
                        .data()
                        .doubts()
                        .ofTrials())
                .containsExactly(DatasetResult.Doubt.SINGLE_SEED, DatasetResult.Doubt.DIVERGED_TRIALS);
    }

    @ParameterizedTest
    @CsvSource({"3, has format 3", "\"1\", has format \"1\"", ", names no format"})
    void anotherFormatIsRefused(@Nullable String format, String named, @TempDir Path folder) throws IOException {
        BenchmarkDirectory directory = SampleBenchmark.begin(folder.resolve("bench"), List.of("data"));
        Path file = directory.path().resolve("benchmark.json");
        String changed = Files.readString(file)
                .replaceFirst("\"format\" : 1,", format == null ? "" : "\"format\" : " + format + ",");
        for (String text : List.of(changed, changed.replaceFirst(",\\s*\"checksum\" : \"\\w+\"", ""))) {
            Files.writeString(file, text);
            for (ThrowingCallable reader : List.<ThrowingCallable>of(directory::summary, directory::results)) {
                assertThatThrownBy(reader)
                        .isInstanceOf(BakeoffException.class)
                        .hasMessageStartingWith(file + " is of another version of Bakeoff: it " + named
                                + ", and this Bakeoff reads format 1. ");
            }
        }
    }
}
