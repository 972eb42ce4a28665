package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.Test;

/** Files of predictions in several forms, or that were joined, and what is made of their comparison. */
class PredictionFilesTest extends PredictionFolder {

    /** As of the folds of a cross-validation. */
    @Test
    void aHeaderRowInTheMidstOfJoinedFilesIsNoExample() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> (row == 4 ? "id,label\n" : "") + id(row) + "," + row % 2);
        Path marked = file(
                "marked.csv", "\uFEFFid,label", row -> (row == 4 ? "\uFEFFid, label\n" : "") + id(row) + "," + row % 2);

        ComparisonResult result =
                comparison(gold).model("marked", List.of(marked)).run();

        assertThat(result.dataset().description().classes()).containsExactly("0", "1");
        assertThat(result.dataset().test()).isEqualTo(PROBABILITIES.size());
    }

    /** As where files of pandas were joined, of which one lacks a group in some row: JSON knows no large numbers with a fraction. */
    @Test
    void largeNumbersOfGroupsAreTheSameWithAFractionOrWithoutOne() throws IOException {
        Path gold = file(
                "gold.jsonl",
                "",
                row -> "{\"id\":\"" + id(row) + "\",\"label\":" + row % 2 + ",\"group\":" + (12_345_670 + row / 4)
                        + (row % 4 < 2 ? ".0" : "") + "}");

        ComparisonResult result = comparison(gold)
                .model("one", List.of(file("one.csv", "id,p1", row -> id(row) + "," + p(row))))
                .run();

        assertThat(result.dataset().clusters()).isEqualTo(2);
    }

    @Test
    void aLinkInFrontOfTwoDotsIsFollowed() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("elsewhere/inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + row % 2);
        Path own = file("own.csv", "id,label", row -> id(row) + "," + row % 2);
        Files.writeString(inner.resolveSibling("gold.csv"), "id,label\na,x\nb,y\n");
        Files.writeString(inner.resolveSibling("own.csv"), "id,label\na,x\nb,x\n");

        ComparisonResult result = comparison(link.resolve("../gold.csv"))
                .model("own", List.of(link.resolve("../own.csv")))
                .run();

        assertThat(result.dataset().description().classes()).containsExactly("x", "y");
        assertThat(comparison(gold).model("own", List.of(own)).run().dataset().test())
                .isEqualTo(PROBABILITIES.size());
    }

    @Test
    void arraysOfJsonAndGzipAreRead() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        StringBuilder array = new StringBuilder("[");
        for (int row = 0; row < 8; row++) {
            array.append(row == 0 ? "" : ",\n")
                    .append("{\"id\": \"" + id(row) + "\", \"label\": \"" + name(predicted(row)) + "\"}");
        }
        Path json = Files.writeString(folder.resolve("array.json"), array + "]");
        Path zipped = folder.resolve("array.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(json, out);
        }

        ComparisonResult result =
                comparison(gold).model("all", List.of(json, zipped)).run();

        assertThat(result.model("all").trials())
                .extracting(trial -> trial.metrics().get("errorRate"))
                .containsExactly(0.25, 0.25);
        assertThat(fault(() -> comparison(gold)
                                .model("all", List.of(lines("bad.json", List.of("[1, 2]"))))
                                .run())
                        .getMessage())
                .contains("isn't only of JSON objects");
    }

    /** Java takes the damaged beginning of the second one for the end of the file. */
    @Test
    void twoFilesInOneOfGzipAreReadOrRefused() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        List<String> lines = Files.readAllLines(gold);
        int end = 0;
        for (List<String> some : List.of(lines.subList(0, 5), lines.subList(5, lines.size()))) {
            end = end == 0 ? 0 : zipped.size();
            try (OutputStream out = new GZIPOutputStream(zipped)) {
                out.write((String.join("\n", some) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            end = Math.max(end, 1);
        }
        Path whole = Files.write(folder.resolve("whole.csv.gz"), zipped.toByteArray());
        assertThat(comparison(whole)
                        .model("own", List.of(whole))
                        .run()
                        .dataset()
                        .test())
                .isEqualTo(8);
        byte[] damaged = zipped.toByteArray();
        damaged[end] ^= 1;
        Path bad = Files.write(folder.resolve("bad.csv.gz"), damaged);
        assertThat(fault(() -> comparison(bad).model("own", List.of(whole)).run())
                        .getMessage())
                .contains("its gzip is damaged or incomplete");
    }

    @Test
    void theComparisonOfFilesIsNoRun() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + row % 2);
        Path own = file("own.csv", "id,probability", row -> id(row) + "," + p(row));
        Path compared = folder.resolve("compared");
        comparison(gold).model("own", List.of(own)).out(compared).run();
        CacheFolder cache = new CacheFolder(folder.resolve("cache"));

        List.of(
                        fault(() -> new RunComparison(
                                List.of(compared),
                                folder.resolve("out"),
                                OptionalDouble.empty(),
                                List.of(),
                                cache,
                                true)),
                        fault(() -> new RunReproduction(
                                        compared, null, OptionalDouble.empty(), List.of(), cache, true, 0)
                                .run(event -> {})))
                .forEach(fault -> assertThat(fault)
                        .hasMessageContaining("is no run, but a comparison of files of predictions")
                        .returns(ErrorCode.RUNS_NOT_COMPARABLE, BakeoffException::code));
    }
}
