package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Looks at runs that aren't over. */
class InterimComparisonTest {

    private static final String SPEC = """
            {"name": "interim", "dataset": {"plugin": "parity", "config": {"train": 100, "test": 60}},
             "models": {"quick": {"plugin": "mean", "training": {"learningRate": 0.05}}, "slow": {"plugin": "mean"}},
             "training": {"epochs": 2, "batchSize": 16, "device": "cpu", "validation": 0, "seeds": [1, 2, 3]},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void theStatisticsAreThoseOfTheVerdict() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), SPEC);
        Files.delete(run.folder().resolve("comparison.json"));

        ComparisonResult all = look("cache");
        assertThat(all.comparisons()).isEqualTo(run.result().comparisons());
        assertThat(all.models())
                .extracting(ModelResult::metrics)
                .isEqualTo(
                        run.result().models().stream().map(ModelResult::metrics).toList());

        Files.delete(run.file("slow-3", "result.json"));
        assertThat(look("cache").model("slow").trials())
                .extracting(ModelResult.Trial::seed)
                .containsExactly(1L, 2L);

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> look("another"))
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.DATA_UNAVAILABLE);

        for (int seed = 1; seed < 3; seed++) {
            Files.delete(run.file("slow-" + seed, "result.json"));
        }
        assertThat(InterimComparison.of(run.folder(), List.of(), new CacheFolder(folder.resolve("third"))))
                .as("one model is compared with nothing")
                .isEmpty();
        assertThat(folder.resolve("third")).doesNotExist();
    }

    @Test
    void seedsStandInTheirOrderAndNotInThatOfFolders() throws IOException {
        String seeds = "\"seeds\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]";
        TestRun.of(folder.resolve("run"), SPEC);
        TestRun run = TestRun.of(folder.resolve("run"), SPEC.replace("\"seeds\": [1, 2, 3]", seeds));
        Files.delete(run.folder().resolve("comparison.json"));

        ComparisonResult look = look("cache");
        assertThat(look.model("slow").trials())
                .extracting(ModelResult.Trial::seed)
                .isSorted();
        assertThat(look.conclusion().rounds().rounds())
                .isEqualTo(run.result().conclusion().rounds().rounds());
    }

    /** A spec may come from anybody, and name files, queries and secrets. */
    @Test
    void aLookAsksNoDatasetAndReadsNoSource() throws IOException {
        Path source = Files.writeString(folder.resolve("source.txt"), "abc");
        TestRun run = TestRun.of(
                folder.resolve("run"), SPEC.replace("\"test\": 60", "\"test\": 60, \"source\": \"" + source + "\""));
        Files.delete(run.folder().resolve("comparison.json"));
        Files.delete(source);

        assertThat(look("cache").comparisons()).isEqualTo(run.result().comparisons());
    }

    /** The files of predictions, too, are anybody's: what the run has copied counts. */
    @Test
    void predictionsFromElsewhereAreThoseThatTheRunHasCopied() throws IOException {
        TestRun first = TestRun.of(folder.resolve("first"), SPEC);
        Path file = Files.copy(first.file("slow-1", "predictions.csv"), folder.resolve("elsewhere.csv"));
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.replace("\"models\": {", "\"models\": {\"other\": {\"predictions\": [\"" + file + "\"]}, "));
        Files.delete(run.folder().resolve("comparison.json"));
        Files.delete(file);

        assertThat(look("cache").comparisons()).isEqualTo(run.result().comparisons());
        Path result = run.file("slow-1", "result.json");
        Path predictions = run.file("slow-1", "predictions.csv");
        String before = Sha256.of(predictions);
        Files.writeString(
                predictions,
                Files.readString(predictions)
                        .replaceAll("(?m)^(id,label),.*", "$1,p0,p1,p2")
                        .replaceAll("(?m)^(?!id)([^,]*,[^,]*),.*", "$1,0.2,0.3,0.5"));
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(result));
        json.remove("checksum");
        Files.writeString(result, json.toString().replace(before, Sha256.of(predictions)));
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> look("cache"))
                .withMessageContaining("predictions of 3 classes");
    }

    private ComparisonResult look(String cache) {
        return InterimComparison.of(folder.resolve("run"), List.of(), new CacheFolder(folder.resolve(cache)))
                .orElseThrow();
    }
}
