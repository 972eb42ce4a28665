package org.bakeoff.report.leaderboard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.bakeoff.report.leaderboard.Leaderboards.Benchmark;
import org.bakeoff.report.leaderboard.Leaderboards.Run;
import org.bakeoff.report.run.ComparisonSummary;
import org.bakeoff.report.run.ComparisonSummary.Model;
import org.bakeoff.report.run.ComparisonSummary.TestSet;
import org.bakeoff.report.run.ComparisonSummary.Training;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.DatasetResult;

/**
 * Holds what stands on a leaderboard: a run, or the folds of a data set in a benchmark, by their means.
 *
 * @param place the run directory, or the folder of the benchmark
 * @param started when it started; empty if unknown
 * @param dataset the name of the dataset's plugin, of folds that of the data set; empty if no file names it
 * @param folds how many folds there are; 0 for a run
 * @param test the test set; of folds all their hashes, and how many examples each has on average
 * @param metric the primary metric
 * @param models the models, in the order of the spec
 */
record Candidate(
        String place,
        Optional<Instant> started,
        String dataset,
        int folds,
        TestSet test,
        Metric metric,
        List<Model> models) {

    static Candidate of(Run run) {
        ComparisonSummary result = run.summary().result();
        return new Candidate(
                run.place(),
                run.summary().started(),
                run.summary().dataset(),
                0,
                result.test().orElseThrow(),
                result.metric().orElseThrow(),
                result.models());
    }

    /**
     * Joins the folds of a data set.
     *
     * @param result the benchmark's result, the data set's among them
     * @param runs the run of each fold
     * @param evaluations returns how many trained models were evaluated on a test set, as far as is known besides
     */
    static Candidate of(
            Benchmark benchmark,
            BenchmarkResult result,
            DatasetResult dataset,
            List<Run> runs,
            ToLongFunction<String> evaluations) {
        List<TestSet> tests = runs.stream()
                .flatMap(run -> run.summary().result().test().stream())
                .toList();
        return new Candidate(
                benchmark.place(),
                benchmark.summary().orElseThrow().started(),
                dataset.name(),
                runs.size(),
                new TestSet(
                        tests.stream().map(TestSet::sha256).sorted().collect(Collectors.joining("+")),
                        dataset.test(),
                        tests.stream()
                                .mapToLong(test -> Math.max(test.evaluations(), evaluations.applyAsLong(test.sha256())))
                                .sum()),
                result.metric(),
                result.models().stream()
                        .map(model -> model(model, dataset, runs))
                        .toList());
    }

    private static Model model(BenchmarkInput.Model model, DatasetResult dataset, List<Run> runs) {
        List<Training> folds = runs.stream()
                .flatMap(run -> run.summary().models().stream())
                .filter(one -> one.name().equals(model.name()))
                .map(Model::training)
                .toList();
        Optional<Estimate> value = dataset.value(model.name()).filter(one -> Double.isFinite(one.value()));
        return new Model(
                model.name(),
                model.baseline(),
                value.map(one -> OptionalDouble.of(one.value())).orElse(OptionalDouble.empty()),
                value.map(Estimate::low).orElse(Double.NaN),
                value.map(Estimate::high).orElse(Double.NaN),
                new Training(
                        sum(folds, Training::trials),
                        sum(folds, Training::seeds),
                        folds.stream().mapToLong(Training::parameters).max().orElse(0),
                        dataset.trainSeconds().getOrDefault(model.name(), Double.NaN)),
                dataset.best().contains(model.name()));
    }

    private static int sum(List<Training> folds, ToIntFunction<Training> count) {
        return folds.stream().mapToInt(count).sum();
    }
}
