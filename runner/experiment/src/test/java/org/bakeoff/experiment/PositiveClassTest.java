package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bakeoff.io.Json;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositiveClassTest {

    private static final String SPEC = """
            {"name": "positive", "dataset": {"plugin": "parity", "config": {"train": 100, "test": 30, "classes": %d}},
             "models": {"one": {"plugin": "mean"}}, "training": {"epochs": 1, "device": "cpu"},
             "comparison": {%s}, "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void isWhatTheSpecNames() throws IOException {
        for (String name : List.of("class-0", "class-1")) {
            TestRun run = TestRun.of(folder.resolve(name), SPEC.formatted(2, "\"positive\": \"" + name + "\""));
            assertThat(run.result().dataset().positive()).hasValue(name);
            assertThat(Json.LENIENT
                            .readTree(Files.readString(run.folder().resolve("comparison.json")))
                            .path("dataset")
                            .path("positive")
                            .asString())
                    .isEqualTo(name);
        }
    }

    /** Fewer of the numbers below 30 that make texts are even. */
    @Test
    void isByDefaultTheRarerClass() throws IOException {
        assertThat(positive(2)).hasValue("class-0");
        assertThat(positive(3)).isEmpty();
    }

    @Test
    void aClassThatTheDataLacksIsRefusedBeforeTraining() {
        Path run = folder.resolve("run");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> TestRun.of(run, SPEC.formatted(2, "\"positive\": \"class-9\"")))
                .satisfies(refused -> assertThat(refused.faults())
                        .singleElement()
                        .hasToString(
                                "/comparison/positive: there is no class 'class-9'; there are class-0, class-1; did you"
                                        + " mean 'class-0'?"));
        assertThat(run.resolve("trials")).doesNotExist();
    }

    @Test
    void ofThreeClassesNoneIsPositive() {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> TestRun.of(folder.resolve("run"), SPEC.formatted(3, "\"positive\": \"class-1\"")))
                .satisfies(refused -> assertThat(refused.faults())
                        .extracting(SpecFault::pointer)
                        .containsExactly("/comparison/positive"));
    }

    private Optional<String> positive(int classes) throws IOException {
        return TestRun.of(folder.resolve("default" + classes), SPEC.formatted(classes, ""))
                .result()
                .dataset()
                .positive();
    }
}
