package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.bakeoff.spec.SpecException;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrimaryMetricTest {

    private static final String SPEC = """
            {"name": "metrics", "dataset": {"plugin": "parity", "config": {"train": 100, "test": 30}},
             "models": {"one": {"plugin": "mean"}, "two": {"plugin": "mean", "config": {"hiddenUnits": 1}}},
             "training": {"epochs": 1, "device": "cpu"}, %s
             "evaluators": [{"plugin": "error-rate"}, {"plugin": "separation"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void withoutANameItIsTheFirstOne() throws IOException {
        assertThat(TestRun.of(folder.resolve("run"), SPEC.formatted(""))
                        .result()
                        .metrics()
                        .primary())
                .hasValue("errorRate");
    }

    /** The trials of a run whose metric has a wrong name are kept for the run with the right one. */
    @Test
    void aNameThatNoMetricHasIsRefusedAndCostsNoTraining() throws IOException {
        Path run = folder.resolve("run");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(
                        () -> TestRun.of(run, SPEC.formatted("\"comparison\": {\"primaryMetric\": \"seperation\"},")))
                .satisfies(refused -> assertThat(refused.faults())
                        .singleElement()
                        .hasToString("/comparison/primaryMetric: there is no metric 'seperation';"
                                + " there are errorRate, separation; did you mean 'separation'?"));

        TestRun fixed = TestRun.of(run, SPEC.formatted("\"comparison\": {\"primaryMetric\": \"separation\"},"));
        assertThat(fixed.events()).noneMatch(Progress.EpochEnded.class::isInstance);
        assertThat(fixed.result().metrics().primary()).hasValue("separation");
        assertThat(fixed.result().conclusion().comparisons())
                .filteredOn(comparison -> comparison.metric().equals("separation"))
                .extracting(PairwiseComparison::left)
                .containsExactly("one");
    }

    /** No two error rates differ by more than 1. */
    @Test
    void aMarginThatNoDifferenceExceedsIsRefusedAndCostsNoTraining() throws IOException {
        Path run = folder.resolve("run");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> TestRun.of(run, SPEC.formatted("\"comparison\": {\"margin\": 5},")))
                .satisfies(refused -> assertThat(refused.faults())
                        .singleElement()
                        .hasToString(
                                "/comparison/margin: found 5.0; no two values of errorRate differ by more than 1.0"));

        TestRun fixed = TestRun.of(run, SPEC.formatted("\"comparison\": {\"margin\": 1},"));
        assertThat(fixed.events()).noneMatch(Progress.EpochEnded.class::isInstance);
        assertThat(fixed.result().conclusion().margin()).hasValue(1);
    }
}
