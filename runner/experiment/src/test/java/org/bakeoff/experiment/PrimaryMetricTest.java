package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Found out before anything is trained, or written to the run directory. */
    @Test
    void aNameThatNoMetricHasIsRefused() {
        assertRefused(
                SPEC.formatted("\"comparison\": {\"primaryMetric\": \"seperation\"},"),
                "/comparison/primaryMetric: there is no metric 'seperation';"
                        + " there are errorRate, separation; did you mean 'separation'?");
    }

    /** No two error rates differ by more than 1. */
    @Test
    void aMarginThatNoDifferenceExceedsIsRefused() {
        assertRefused(
                SPEC.formatted("\"comparison\": {\"margin\": 5},"),
                "/comparison/margin: found 5.0; no two values of errorRate differ by more than 1.0");
    }

    @Test
    void aMetricThatNoEvaluatorCanMeasureIsRefused() {
        assertRefused(
                SPEC.formatted("\"comparison\": {\"primaryMetric\": \"errorRate\"},")
                        .replace(
                                "{\"plugin\": \"error-rate\"}, {\"plugin\": \"separation\"}",
                                "{\"plugin\": \"first-examples\"}"),
                "/comparison/primaryMetric: there is no metric 'errorRate'; there are none");
    }

    private void assertRefused(String spec, String fault) {
        List<Progress> events = new ArrayList<>();
        Path run = folder.resolve("run");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> Experiment.builder()
                        .spec(spec)
                        .out(run)
                        .cache(folder.resolve("cache"))
                        .build()
                        .run(events::add))
                .satisfies(
                        refused -> assertThat(refused.faults()).singleElement().hasToString(fault));
        assertThat(events).noneMatch(Progress.TrialsPlanned.class::isInstance);
        assertThat(run).doesNotExist();
    }

    /** Verdicts in another metric, or with a margin, need no new trials. */
    @Test
    void anotherMetricCostsNoTraining() throws IOException {
        Path run = folder.resolve("run");
        TestRun.of(run, SPEC.formatted(""));

        TestRun fixed = TestRun.of(run, SPEC.formatted("\"comparison\": {\"primaryMetric\": \"separation\"},"));
        assertThat(fixed.events()).noneMatch(Progress.EpochEnded.class::isInstance);
        assertThat(fixed.result().metrics().primary()).hasValue("separation");
        assertThat(fixed.result().conclusion().comparisons())
                .filteredOn(comparison -> comparison.metric().equals("separation"))
                .extracting(PairwiseComparison::left)
                .containsExactly("one");
    }

    @Test
    void anotherMarginCostsNoTraining() throws IOException {
        Path run = folder.resolve("run");
        TestRun.of(run, SPEC.formatted(""));

        TestRun fixed = TestRun.of(run, SPEC.formatted("\"comparison\": {\"margin\": 1},"));
        assertThat(fixed.events()).noneMatch(Progress.EpochEnded.class::isInstance);
        assertThat(fixed.result().conclusion().margin()).hasValue(1);
    }
}
