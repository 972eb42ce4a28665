package org.bakeoff.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.MeanRank;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** The folder of a benchmark around sample comparisons: a run for each data set. */
public final class SampleBenchmark {

    private static final Estimate DIFFERENCE = new Estimate(0.02, 0.01, 0.03);
    private static final Significance SIGNIFICANCE = new Significance(0.01, 0.01, DIFFERENCE);

    private SampleBenchmark() {}

    /** Begins it. */
    public static BenchmarkDirectory begin(Path folder, List<String> datasets) throws IOException {
        BenchmarkDirectory directory = new BenchmarkDirectory(Files.createDirectories(folder));
        directory.begin(Json.COMPACT.createObjectNode().put("name", "sample"), datasets);
        return directory;
    }

    /** Ends one of its runs. */
    public static ComparisonResult run(BenchmarkDirectory directory, String dataset) throws IOException {
        ComparisonResult result = SampleComparison.of(60, 1);
        SampleRun.write(directory.run(dataset).path(), result);
        return result;
    }

    /** Ends all runs, and the benchmark. */
    public static BenchmarkDirectory write(Path folder, List<String> datasets) throws IOException {
        BenchmarkDirectory directory = begin(folder, datasets);
        for (String dataset : datasets) {
            run(directory, dataset);
        }
        new Reports().write(directory, results(datasets));
        return directory;
    }

    /** Models of which each is a point worse than the one before, with the same verdict on every pair. */
    public static BenchmarkResult of(int datasets, Verdict verdict, String... models) {
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
                                new DatasetResult.Data(1000, 500, 2, DatasetResult.Folds.ONE, Optional.empty()),
                                values,
                                Stream.of(models).collect(Collectors.toMap(model -> model, model -> 12.0)),
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

    /** Returns the results of a benchmark with a single training size. */
    public static BenchmarkResults results(BenchmarkResult result) {
        return BenchmarkResults.of(
                result.name(), List.of(new BenchmarkResults.OfTrainSize(OptionalInt.empty(), result)));
    }

    private static BenchmarkResults results(List<String> datasets) {
        ComparisonResult result = SampleComparison.of(60, 1);
        return results(BenchmarkComparison.compare(new BenchmarkInput(
                "sample",
                result.primaryMetric().orElseThrow(),
                result.models().stream()
                        .map(model -> new BenchmarkInput.Model(model.name(), model.baseline()))
                        .toList(),
                datasets.stream()
                        .map(dataset -> new BenchmarkInput.Runs(dataset, List.of(result), Optional.empty()))
                        .toList())));
    }
}
