package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.report.run.RunFiles.EpochMetrics;
import org.bakeoff.statistics.ComparedDataset;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DataSummary;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.SeedRounds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Rendering a run directory again. */
class ReportsTest {

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void run() throws IOException {
        run = SampleRun.write(folder.resolve("run"), SampleComparison.of(5, 1));
    }

    @Test
    void theSameFilesGiveTheSameReport() throws IOException {
        Path report = render(run);
        String first = Files.readString(report);
        String comparison = Files.readString(run.resolve("comparison.json"));
        Files.delete(report);

        assertThat(render(run)).isEqualTo(run.resolve("report.html")).content().isEqualTo(first);
        assertThat(run.resolve("comparison.json")).content().isEqualTo(comparison);
    }

    @Test
    void aTopicThatHasNothingIsNotListed() throws IOException {
        ComparisonResult sample = SampleComparison.of(5, 1);
        Path empty = SampleRun.write(
                folder.resolve("empty"),
                new ComparisonResult(
                        "empty",
                        new ComparedDataset(
                                sample.dataset().description(), Optional.empty(), 100, 100, 100, List.of(), List.of()),
                        new MeasuredMetrics(Optional.empty(), List.of()),
                        List.of(),
                        new Conclusion(
                                OptionalDouble.empty(),
                                List.of(),
                                new MajorityClassBaseline(Map.of(), List.of()),
                                List.of(),
                                SeedRounds.NONE,
                                List.of()),
                        List.of(),
                        new EvaluatorFindings(List.of(), List.of(), List.of())));

        List<String> topics = List.of(
                "differences", "metrics", "examples", "models", "slices", "search", "training", "budgets", "layers");
        assertThat(render(run)).content().contains(ids(topics)).contains(links(topics));
        assertThat(render(empty))
                .content()
                .contains("id=\"data\"", "id=\"provenance\"")
                .doesNotContain(ids(topics))
                .doesNotContain(links(topics));
    }

    /** Of the three checks of the sample one is the number of truncated texts, and one found nothing. */
    @Test
    void sizesAreNoFindingsOfTheDataChecks() throws IOException {
        assertThat(render(run)).content().contains("1 check found something");
    }

    private static String[] ids(List<String> topics) {
        return topics.stream().map(topic -> "<section id=\"" + topic + "\"").toArray(String[]::new);
    }

    private static String[] links(List<String> topics) {
        return topics.stream().map(topic -> "href=\"#" + topic + "\"").toArray(String[]::new);
    }

    @Test
    void theClassLoaderOfTheThreadDoesNotMatter() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        for (ClassLoader loader : new ClassLoader[] {null, ClassLoader.getPlatformClassLoader()}) {
            thread.setContextClassLoader(loader);
            try {
                assertThat(render(run)).isNotEmptyFile();
                assertThat(thread.getContextClassLoader()).isSameAs(loader);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    @Test
    void theReportFollowsTheFiles() throws IOException {
        Path comparison = run.resolve("comparison.json");
        Files.writeString(
                comparison,
                unsealed(Files.readString(comparison))
                        .replace("\"name\" : \"sample\"", "\"name\" : \"another <name>\""));
        Files.writeString(run.resolve("spec.json"), "{\"from\": \"the spec\"}");

        assertThat(render(run)).content().contains("<h1>another &lt;name&gt;</h1>", "\"from\" : \"the spec\"");
    }

    @Test
    void whatTheRunCouldTellApartIsATable() throws IOException {
        assertThat(render(run))
                .content()
                .contains("seeds for 0.5 points</th>", "for 1 point</th>", "for 2 points</th>")
                .containsPattern("simple-rnn - lstm</td><td[^>]*>9.8 points</td><td[^>]*>none</td>"
                        + "<td[^>]*>150 or more</td><td[^>]*>29 to 603</td><td[^>]*>7</td>"
                        + "<td[^>]*>0.8 points</td>")
                .containsPattern("simple-rnn - counts</td><td[^>]*>12.0 points</td>(<td[^>]*>-</td>){4}"
                        + "<td[^>]*>can't be estimated</td>");
    }

    @Test
    void everyRoundOfSeedsHasAnInterval() throws IOException {
        assertThat(render(run))
                .content()
                .contains("<h3>After each round of seeds</h3>")
                .containsPattern(
                        "id=\"chart-rounds-0\" role=\"img\" aria-label=\"simple-rnn . lstm: difference in accuracy with"
                                + " 95% interval: 3 seeds -0\\.2170 [^;]*; 5 and 3 seeds -0\\.2170 [^;\"]*\"")
                .doesNotContain("id=\"chart-rounds-1\"");
    }

    @Test
    void whatToExpectOfASearchIsAChartAndATable() throws IOException {
        assertThat(render(run))
                .content()
                .contains(
                        "id=\"chart-search-expected-0\" role=\"img\" aria-label=\"Expected validation loss by configurations"
                                + " tried: expected validation loss against configurations tried for lstm\"")
                .containsPattern("<td[^>]*>(<[^>]*>)*lstm(<[^>]*>)*</td><td[^>]*>12</td><td[^>]*>0\\.3[0-9]+</td>");
    }

    @Test
    void longHistoriesAreThinned() throws IOException {
        long before = render(run).toFile().length();
        Path history = run.resolve("trials/lstm-1/history.jsonl");
        int last = 50_001;
        Files.write(
                history,
                IntStream.rangeClosed(1, last)
                        .mapToObj(epoch -> "{\"epoch\": " + epoch + ", \"loss\": 0.5, \"accuracy\": 0.5}")
                        .toList());

        List<EpochMetrics> drawn =
                RunFiles.read(new RunDirectory(run)).histories().get("lstm-1");
        assertThat(drawn).hasSizeBetween(500, 2000);
        assertThat(drawn)
                .extracting(EpochMetrics::epoch)
                .startsWith(1)
                .endsWith(last)
                .isSorted();
        assertThat(drawn.get(2).epoch() - drawn.get(1).epoch())
                .isEqualTo(drawn.get(1).epoch() - drawn.get(0).epoch());
        assertThat(RunFiles.read(new RunDirectory(run)).histories().get("lstm-2"))
                .hasSize(3);
        assertThat(render(run).toFile().length() - before).isLessThan(1 << 20);
    }

    /** JavaScript would take seeds such as 9007199254740992 and 9007199254740993 for one number. */
    @Test
    void seedsAreTextsInCharts() throws IOException {
        assertThat(render(run)).content().contains("\"seed\":\"1\",\"epoch\":1").doesNotContain("\"seed\":1,");
    }

    @Test
    void anEpochMayBeTheLargestNumberThatThereIs() throws IOException {
        Files.write(
                run.resolve("trials/lstm-1/history.jsonl"),
                IntStream.of(1, 2, Integer.MAX_VALUE)
                        .mapToObj(epoch -> "{\"epoch\": " + epoch + ", \"loss\": 0.5, \"accuracy\": 0.5}")
                        .toList());

        assertThat(render(run)).content().contains("2147483647");
    }

    @Test
    void historiesThatAreNotThereAreDoneWithout() throws IOException {
        for (String model : SampleComparison.MODELS) {
            for (long seed : SampleComparison.SEEDS) {
                Files.delete(run.resolve("trials/" + model + "-" + seed + "/history.jsonl"));
            }
        }

        assertThat(render(run)).content().contains("<h1>sample</h1>").doesNotContain("id=\"training\"");
    }

    @Test
    void aHistoryThatIsNotTheOneOfItsTrialIsNamed() throws IOException {
        Path history = run.resolve("trials/lstm-2/history.jsonl");
        List<String> lines = Files.readAllLines(history);
        ObjectNode result = Json.COMPACT.createObjectNode();
        result.put("epochs", lines.size());
        Files.writeString(history.resolveSibling("result.json"), ChecksummedJson.text(result));
        assertThat(RunFiles.read(new RunDirectory(run)).histories().get("lstm-2"))
                .hasSize(lines.size());

        Files.write(history, lines.subList(0, lines.size() - 1));
        assertRefused(ErrorCode.RUN_DAMAGED, history);
        Files.delete(history);
        assertRefused(ErrorCode.RUN_DAMAGED, history);
        // A trial that failed, or that an earlier version trained, doesn't say.
        result.putNull("epochs");
        Files.writeString(history.resolveSibling("result.json"), ChecksummedJson.text(result));
        assertThat(render(run)).exists();
    }

    @Test
    void aFolderThatIsNoRunDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.delete(run.resolve("comparison.json"));
        for (Path none : List.of(folder.resolve("nowhere"), file, empty, run)) {
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> render(none))
                    .returns(ErrorCode.RUN_MISSING, BakeoffException::code)
                    .returns(ErrorLocation.of(none), BakeoffException::location);
        }
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    @Test
    void aFileThatIsDamagedOrMissingIsNamed() throws IOException {
        Path history = run.resolve("trials/lstm-3/history.jsonl");
        Files.writeString(history, "{\"epoch\": 1");
        assertRefused(ErrorCode.RUN_DAMAGED, history);
        Files.writeString(history, "{\"epoch\": 1, \"loss\": 0.5, \"checksum\": \"00000000\"}\n");
        assertRefused(ErrorCode.RUN_DAMAGED, history);
        Files.write(history, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused(ErrorCode.RUN_DAMAGED, history);
        Files.delete(history);
        Files.writeString(run.resolve("run.json"), "[");
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("run.json"));
        Files.delete(run.resolve("run.json"));
        assertRefused(ErrorCode.FILE_UNUSABLE, run.resolve("run.json"));
        Files.writeString(run.resolve("run.json"), "{}");
        String comparison = Files.readString(run.resolve("comparison.json"));
        Files.writeString(run.resolve("comparison.json"), comparison.substring(0, comparison.indexOf('"')));
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("comparison.json"));
        Files.writeString(
                run.resolve("comparison.json"), comparison.replaceFirst("\"clusters\" : ", "\"clusters\" : 1"));
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("comparison.json"));
        comparison = unsealed(comparison);
        Files.writeString(run.resolve("comparison.json"), comparison.replaceFirst("\"clusters\" : [0-9]+,", ""));
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("comparison.json"));
        Files.writeString(
                run.resolve("comparison.json"),
                comparison.replaceFirst("\"clusters\" : [0-9]+", "\"clusters\" : \"x\""));
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("comparison.json"));
        Files.writeString(run.resolve("comparison.json"), "{\"name\": \"old\", \"contrasts\": []}");
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("comparison.json"));
        Files.write(run.resolve("comparison.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused(ErrorCode.RUN_DAMAGED, run.resolve("comparison.json"));
    }

    @Test
    void neitherDjlNorGuiceIsNeeded() {
        for (String name : List.of("ai.djl.ndarray.NDArray", "com.google.inject.Guice")) {
            assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(name));
        }
    }

    private static Path render(Path run) throws IOException {
        return new Reports().render(new RunDirectory(run));
    }

    /** As an earlier version wrote it, which kept no checksums. */
    private static String unsealed(String json) {
        return json.replaceAll(",\\s*\"checksum\" : \"[0-9a-f]+\"", "");
    }

    private void assertRefused(ErrorCode code, Path file) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> render(run))
                .returns(code, BakeoffException::code)
                .returns(ErrorLocation.of(file), BakeoffException::location);
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    @Test
    void aVeryLongTextIsShortenedWhereDataAreShown() throws IOException {
        DataSummary data = new DataSummary(
                "data",
                "text",
                List.of("a", "b"),
                new DataSummary.Lengths(5, OptionalInt.empty()),
                List.of(),
                List.of(new DataSummary.ExampleSet(
                        "train",
                        2,
                        List.of(1L, 1L),
                        new DataSummary.TextLengths(List.of(1, 1, 1, 1, 1, 1, 1), 0),
                        new DataSummary.Words(2, 0),
                        List.of(new DataSummary.Shown("1", "a", "x".repeat(1_000_000))))),
                new DataSummary.Checks(List.of(), List.of()));
        Path page = folder.resolve("data.html");

        new Reports().write(data, page);

        assertThat(page).content().contains("980,000 characters omitted").hasSizeLessThan(200_000);
    }
}
