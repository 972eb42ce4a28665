package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.MeanRank;
import org.bakeoff.statistics.benchmark.OverallComparison;
import org.junit.jupiter.api.Test;

/** The headlines of benchmarks. */
class BenchmarkSentencesTest {

    private static final Estimate DIFFERENCE = new Estimate(0.02, 0.01, 0.03);
    private static final Significance SIGNIFICANCE = new Significance(0.01, 0.01, DIFFERENCE);

    @Test
    void theHeadlineOverDataSetsSaysWhatTheVerdictsSay() {
        assertThat(headline(5, Verdict.LEFT_BETTER, "lstm", "rnn"))
                .isEqualTo("lstm is best over 5 data sets: mean accuracy 80.0%; better than rnn");
        assertThat(headline(5, Verdict.EQUIVALENT, "lstm", "rnn"))
                .isEqualTo("lstm and rnn are best and equivalent over 5 data sets: mean accuracy 80.0% and 79.0%");
        assertThat(headline(5, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn"))
                .isEqualTo("Undecided over 5 data sets: no significant difference between lstm and rnn; mean accuracy"
                        + " 80.0% and 79.0%");
        assertThat(headline(5, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn", "cnn"))
                .isEqualTo(
                        "Undecided over 5 data sets: no significant difference between any two of lstm, rnn and cnn");
        assertThat(headline(5, Verdict.UNDETERMINED, "lstm", "rnn"))
                .isEqualTo("Undecided over 5 data sets: no verdict on lstm and rnn; mean accuracy 80.0% and 79.0%");
        assertThat(headline(5, Verdict.UNDETERMINED, "lstm")).isEqualTo("lstm over 5 data sets: mean accuracy 80.0%");
        assertThat(headline(2, Verdict.UNDETERMINED, "lstm", "rnn"))
                .isEqualTo("Too few data sets to generalise: 2, where 5 are the least; best or among the best: lstm on"
                        + " 2, rnn on 0");
    }

    @Test
    void theHeadlineOnTheOnlyDataSetSaysWhatItsVerdictsSay() {
        assertThat(headline(1, Verdict.LEFT_BETTER, "lstm", "rnn"))
                .isEqualTo("lstm is best on d0: accuracy 80.0% (78.0 to 82.0); better than rnn");
        assertThat(headline(1, Verdict.EQUIVALENT, "lstm", "rnn"))
                .isEqualTo("lstm and rnn are best and equivalent on d0: accuracy 80.0% (78.0 to 82.0) and 79.0% (77.0"
                        + " to 81.0)");
        assertThat(headline(1, Verdict.UNDETERMINED, "lstm", "rnn"))
                .isEqualTo("Undecided on d0: no verdict on lstm and rnn; accuracy 80.0% (78.0 to 82.0) and 79.0% (77.0"
                        + " to 81.0)");
        assertThat(headline(1, Verdict.UNDETERMINED, "lstm")).isEqualTo("lstm on d0: accuracy 80.0% (78.0 to 82.0)");
        assertThat(headline(1, Verdict.UNDETERMINED)).isEqualTo("No model has a result");
    }

    @Test
    void theTableOfDataSetsSaysWhichModelsAreBestByTheVerdicts() {
        assertThat(Stream.of(Verdict.values())
                        .map(verdict -> BenchmarkTables.datasets(result(1, verdict, "lstm", "rnn"))
                                .rows()
                                .get(0)
                                .get(4)))
                .containsExactly("lstm", "rnn", "lstm, rnn", "undecided", "no verdict");
    }

    private static String headline(int datasets, Verdict verdict, String... models) {
        return BenchmarkSentences.headline(BenchmarkResults.of(
                        "benchmark",
                        List.of(new BenchmarkResults.OfTrainSize(
                                OptionalInt.empty(), result(datasets, verdict, models)))))
                .joined(": ");
    }

    /** Models of which each is a point worse than the one before, with the same verdict on every pair. */
    private static BenchmarkResult result(int datasets, Verdict verdict, String... models) {
        List<PairwiseComparison> pairs = new ArrayList<>();
        List<OverallComparison> overall = new ArrayList<>();
        Map<String, Estimate> values = new LinkedHashMap<>();
        for (int right = 0; right < models.length; right++) {
            double value = 0.8 - right / 100.0;
            values.put(models[right], new Estimate(value, value - 0.02, value + 0.02));
            for (int left = 0; left < right; left++) {
                pairs.add(new PairwiseComparison(
                        "accuracy", models[left], models[right], DIFFERENCE, SIGNIFICANCE, verdict, List.of()));
                overall.add(new OverallComparison(
                        models[left],
                        models[right],
                        new OverallComparison.Tally(0, datasets, 0, datasets),
                        DIFFERENCE,
                        SIGNIFICANCE,
                        new OverallComparison.Wilcoxon(1, 1),
                        verdict));
            }
        }
        List<String> best = verdict == Verdict.LEFT_BETTER
                ? List.of(models[0])
                : verdict == Verdict.RIGHT_BETTER ? List.of(models[models.length - 1]) : List.of(models);
        return new BenchmarkResult(
                "benchmark",
                new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true),
                Stream.of(models)
                        .map(name -> new BenchmarkInput.Model(name, false))
                        .toList(),
                IntStream.range(0, datasets)
                        .mapToObj(number -> new DatasetResult(
                                "d" + number,
                                new DatasetResult.Data(1000, 500, 2, 1, Optional.empty()),
                                values,
                                Map.of(),
                                pairs,
                                verdict == Verdict.UNDETERMINED && datasets > 1 ? List.of(models[0]) : best,
                                Optional.empty()))
                        .toList(),
                overall,
                models.length < 2
                        ? List.of()
                        : IntStream.range(0, models.length)
                                .mapToObj(model -> new MeanRank(models[model], model + 1, "a"))
                                .toList());
    }
}
