package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.Json;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ClassWeightsTest {

    private static final String SPEC = """
            {"name": "weights", "dataset": {"plugin": "parity", "config": {"train": 100, "test": 60}},
             "models": {"one": {"plugin": "average"}, "other": {"plugin": "average", "training": {%s}}},
             "training": {"epochs": 10, "learningRate": 0.05, "batchSize": 16, "device": "cpu", "validation": 0 %s}, "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void aHeavyClassIsPredictedMoreOften() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), SPEC.formatted("\"classWeights\": {\"class-1\": 50}", ""));
        assertThat(mean(run, "other-1")).isGreaterThan(mean(run, "one-1") + 0.1);
        JsonNode spec = Json.LENIENT.readTree(Files.readString(run.folder().resolve("spec.json")));
        assertThat(spec.at("/models/other/training/classWeights/class-1").asInt())
                .isEqualTo(50);
        assertThat(Files.readString(run.folder().resolve("report.html"))).contains("training.classWeights");
    }

    /** Returns the mean probability of class 1. */
    private static double mean(TestRun run, String trial) throws IOException {
        return Files.readAllLines(run.folder().resolve("trials/" + trial + "/predictions.csv")).stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
                .average()
                .orElseThrow();
    }

    @Test
    void classesThatTheDataLacksAreRefusedBeforeTraining() {
        Path run = folder.resolve("run");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> TestRun.of(
                        run,
                        SPEC.formatted(
                                "\"classWeights\": {\"class-7\": 2}",
                                ", \"classWeights\": {\"class-0\": 1, \"clas-1\": 2}")))
                .satisfies(refused -> assertThat(refused.faults())
                        .extracting(SpecFault::pointer)
                        .containsExactly(
                                "/training/classWeights/clas-1", "/models/other/training/classWeights/class-7"));
        assertThat(run.resolve("trials")).doesNotExist();
    }

    @Test
    void weightsAreBalancedOrPositiveNumbers() {
        for (String value : List.of("\"balance\"", "{\"class-0\": 0}", "{\"class-0\": \"1\"}", "[1, 2]", "2")) {
            assertThatExceptionOfType(SpecException.class)
                    .isThrownBy(() -> TestRun.of(folder, SPEC.formatted("", ", \"classWeights\": " + value)))
                    .satisfies(refused -> assertThat(refused.faults())
                            .singleElement()
                            .extracting(SpecFault::pointer)
                            .asString()
                            .startsWith("/training/classWeights"));
        }
        assertThat(Experiment.builder()
                        .spec(SPEC.formatted("", ", \"classWeights\": \"balanced\", \"labelSmoothing\": 0.1"))
                        .build()
                        .json())
                .contains("\"classWeights\" : \"balanced\"", "\"labelSmoothing\" : 0.1");
    }
}
