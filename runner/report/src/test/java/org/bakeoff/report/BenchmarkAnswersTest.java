package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bakeoff.report.AnswerSentences.Answer;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.junit.jupiter.api.Test;

/** What follows on the headlines of benchmarks. */
class BenchmarkAnswersTest {

    private static final String REPORTS = "see why in the reports of the runs, linked below";

    @Test
    void aBenchmarkSaysWhereItsModelsAreBest() {
        assertThat(answers(SampleBenchmark.of(5, Verdict.LEFT_BETTER, "lstm", "rnn")))
                .containsExactly(
                        new Answer("Where", "on each of the 5 data sets lstm is best"), new Answer("Next", REPORTS));
        assertThat(answers(mixed()))
                .first()
                .isEqualTo(new Answer(
                        "Where", "on d0, d1 and d2 lstm is best; on d3 lstm and rnn are best; on d4 it is undecided"));
    }

    @Test
    void whatIsNextDependsOnWhatIsOpen() {
        assertThat(next(SampleBenchmark.of(5, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn")))
                .isEqualTo("more data sets, all added before the next look, might decide between lstm and rnn; "
                        + REPORTS);
        assertThat(next(SampleBenchmark.of(5, Verdict.EQUIVALENT, "lstm", "rnn")))
                .isEqualTo(REPORTS);
        assertThat(next(SampleBenchmark.of(4, Verdict.UNDETERMINED, "lstm", "rnn")))
                .isEqualTo("add 1 data set or more, since with fewer than 5 verdicts hold for each of them alone; "
                        + REPORTS);
        assertThat(next(SampleBenchmark.of(1, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn")))
                .isEqualTo(REPORTS);
        assertThat(next(overFolds(SampleBenchmark.of(1, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn"), 10)))
                .isEqualTo("more repeats of the folds, or more texts, might decide between lstm and rnn; " + REPORTS);
        assertThat(next(overFolds(SampleBenchmark.of(1, Verdict.LEFT_BETTER, "lstm", "rnn"), 10)))
                .isEqualTo(REPORTS);
        assertThat(next(overFolds(SampleBenchmark.of(1, Verdict.UNDETERMINED, "lstm", "rnn"), 2)))
                .isEqualTo("more folds, or repeats of them, since two folds alone give no interval, might decide"
                        + " between lstm and rnn; " + REPORTS);
        BenchmarkResult alike = overFolds(
                SampleBenchmark.of(1, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn"),
                new DatasetResult.Folds(6, 2, 3));
        assertThat(next(alike))
                .isEqualTo("more groups, since repeats cut these alike, might decide between lstm and rnn; " + REPORTS);
        BenchmarkResult whole = SampleBenchmark.of(5, Verdict.LEFT_BETTER, "lstm", "rnn");
        assertThat(next(with(whole, failed(whole.datasets().get(4)))))
                .isEqualTo("remove the cause, and give the same command again: it retries the runs that failed");
    }

    @Test
    void severalTrainingSizesSayFromWhichOneOnTheOrderTurns() {
        BenchmarkResult more = SampleBenchmark.of(2, Verdict.LEFT_BETTER, "lstm", "rnn");
        BenchmarkResults results = BenchmarkResults.of(
                "benchmark",
                List.of(
                        new BenchmarkResults.OfTrainSize(
                                OptionalInt.of(20), SampleBenchmark.of(2, Verdict.LEFT_BETTER, "rnn", "lstm")),
                        new BenchmarkResults.OfTrainSize(OptionalInt.of(40), more)));

        assertThat(BenchmarkAnswers.of(results, "linked below"))
                .filteredOn(answer -> answer.topic().equals("Sizes"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.text())
                        .matches("at about [0-9]+ training examples \\([0-9]+ to [0-9]+\\) lstm overtakes rnn on d0"
                                + " and d1"));
    }

    private static BenchmarkResult mixed() {
        BenchmarkResult result = SampleBenchmark.of(5, Verdict.LEFT_BETTER, "lstm", "rnn");
        return with(
                with(result, named(SampleBenchmark.of(1, Verdict.EQUIVALENT, "lstm", "rnn"), "d3")),
                named(SampleBenchmark.of(1, Verdict.NO_SIGNIFICANT_DIFFERENCE, "lstm", "rnn"), "d4"));
    }

    private static DatasetResult named(BenchmarkResult result, String name) {
        DatasetResult one = result.datasets().get(0);
        return new DatasetResult(
                name, one.data(), one.values(), one.trainSeconds(), one.comparisons(), one.best(), one.failure());
    }

    private static BenchmarkResult overFolds(BenchmarkResult result, int runs) {
        return overFolds(result, new DatasetResult.Folds(runs, 1, runs));
    }

    private static BenchmarkResult overFolds(BenchmarkResult result, DatasetResult.Folds folds) {
        DatasetResult one = result.datasets().get(0);
        return with(
                result,
                new DatasetResult(
                        one.name(),
                        new DatasetResult.Data(one.train(), one.test(), one.classes(), folds, Optional.empty()),
                        one.values(),
                        one.trainSeconds(),
                        one.comparisons(),
                        one.best(),
                        Optional.empty()));
    }

    private static DatasetResult failed(DatasetResult one) {
        return new DatasetResult(
                one.name(),
                one.data(),
                one.values(),
                one.trainSeconds(),
                one.comparisons(),
                one.best(),
                Optional.of("There is no file"));
    }

    /** Puts a data set in the place of the one of its name. */
    private static BenchmarkResult with(BenchmarkResult result, DatasetResult dataset) {
        List<DatasetResult> datasets = new ArrayList<>(result.datasets());
        datasets.replaceAll(one -> one.name().equals(dataset.name()) ? dataset : one);
        return new BenchmarkResult(
                result.name(), result.metric(), result.models(), datasets, result.comparisons(), result.ranks());
    }

    private static List<Answer> answers(BenchmarkResult result) {
        return BenchmarkAnswers.of(SampleBenchmark.results(result), "linked below");
    }

    private static String next(BenchmarkResult result) {
        List<Answer> answers = answers(result);
        return answers.get(answers.size() - 1).text();
    }
}
