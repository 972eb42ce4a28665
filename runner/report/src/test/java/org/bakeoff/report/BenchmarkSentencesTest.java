package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.junit.jupiter.api.Test;

/** The headlines of benchmarks. */
class BenchmarkSentencesTest {

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
                .isEqualTo("Too few data sets to generalise: it takes at least 5, and there are 2; best or among the"
                        + " best: lstm on 2, rnn on 0");
        assertThat(headline(2, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn"))
                .isEqualTo("Too few data sets to generalise: it takes at least 5, and there are 2");
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
    void aMeanOverOtherDataSetsIsSaid() {
        BenchmarkResult all = SampleBenchmark.of(6, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn");
        assertThat(BenchmarkSentences.caveats(SampleBenchmark.results(all))).isEmpty();
        List<DatasetResult> datasets = new ArrayList<>(all.datasets());
        DatasetResult last = datasets.remove(5);
        datasets.add(new DatasetResult(
                last.name(),
                last.data(),
                Map.of("lstm", last.value("lstm").orElseThrow()),
                Map.of(),
                List.of(),
                List.of("lstm"),
                Optional.empty()));
        assertThat(BenchmarkSentences.caveats(SampleBenchmark.results(new BenchmarkResult(
                        all.name(), all.metric(), all.models(), datasets, all.comparisons(), all.ranks()))))
                .containsExactly(
                        "The mean of rnn is over 5 of 6 data sets, and can't be compared with means over others;"
                                + " differences are over those that both models have");
    }

    @Test
    void oneSeedForAllFoldsAndTextsOfSeveralRepeatsAreSaid() {
        assertThat(caveats(1, new DatasetResult.Folds(4, 2, 4)))
                .containsExactly(
                        "30 of 200 test texts of d0, each of which counts in all 2 repeats, are in the training set too, word"
                                + " for word or nearly; a model may have memorized them",
                        "Models have a single seed on d0, so that each begins with the same random numbers on all folds, and"
                                + " verdicts are about these; several seeds would show what other ones do");
        assertThat(caveats(2, DatasetResult.Folds.ONE))
                .contains("Models have a single seed on d0, d1, so that each begins with the same random numbers on all"
                        + " data sets, and verdicts are about these; several seeds would show what other ones do");
        assertThat(caveats(1, DatasetResult.Folds.ONE))
                .contains("Models have a single seed on d0, and verdicts are about that; several seeds would show what"
                        + " other ones do");
        BenchmarkResult one = doubtful(1, DatasetResult.Folds.ONE, DatasetResult.Doubt.SINGLE_SEED);
        assertThat(BenchmarkSentences.caveats(BenchmarkResults.of(
                        "benchmark",
                        Stream.of(100, 200)
                                .map(size -> new BenchmarkResults.OfTrainSize(OptionalInt.of(size), one))
                                .toList())))
                .contains(
                        "Models have a single seed on d0, so that each begins with the same random numbers at all training"
                                + " sizes, and verdicts are about these; several seeds would show what other ones do");
    }

    @Test
    void seedsThatCollapsedAreSaid() {
        assertThat(BenchmarkSentences.caveats(SampleBenchmark.results(
                        doubtful(1, DatasetResult.Folds.ONE, DatasetResult.Doubt.COLLAPSED_SEEDS))))
                .contains(
                        "Some seeds of a model are hardly better than the majority class on d0, while others are, so that"
                                + " means and intervals say little of it; the reports of the runs say which");
    }

    /** The caveats of data sets with models of one seed. */
    private static List<String> caveats(int count, DatasetResult.Folds folds) {
        return BenchmarkSentences.caveats(
                SampleBenchmark.results(doubtful(count, folds, DatasetResult.Doubt.SINGLE_SEED)));
    }

    private static BenchmarkResult doubtful(int count, DatasetResult.Folds folds, DatasetResult.Doubt... doubts) {
        BenchmarkResult all = SampleBenchmark.of(count, Verdict.LEFT_BETTER, "lstm", "rnn");
        List<DatasetResult> datasets = all.datasets().stream()
                .map(dataset -> new DatasetResult(
                        dataset.name(),
                        new DatasetResult.Data(
                                900,
                                100,
                                2,
                                folds,
                                Optional.empty(),
                                new DatasetResult.Doubts(0, 30, 200, 0, 0, List.of(doubts), OptionalDouble.empty())),
                        dataset.values(),
                        Map.of(),
                        dataset.comparisons(),
                        dataset.best(),
                        Optional.empty()))
                .toList();
        return new BenchmarkResult(all.name(), all.metric(), all.models(), datasets, all.comparisons(), all.ranks());
    }

    @Test
    void theTableOfDataSetsSaysWhichModelsAreBestByTheVerdicts() {
        assertThat(Stream.of(Verdict.values())
                        .map(verdict -> BenchmarkTables.datasets(SampleBenchmark.of(1, verdict, "lstm", "rnn"))
                                .rows()
                                .get(0)
                                .get(4)))
                .containsExactly("lstm", "rnn", "lstm, rnn", "undecided", "no verdict");
    }

    private static String headline(int datasets, Verdict verdict, String... models) {
        return BenchmarkSentences.headline(SampleBenchmark.results(SampleBenchmark.of(datasets, verdict, models)))
                .joined(": ");
    }
}
