package org.bakeoff.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.benchmark.BenchmarkComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResults;

/** The folder of a benchmark around sample comparisons: a run for each data set. */
public final class SampleBenchmark {

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

    private static BenchmarkResults results(List<String> datasets) {
        ComparisonResult result = SampleComparison.of(60, 1);
        return BenchmarkResults.of(
                "sample",
                List.of(new BenchmarkResults.OfTrainSize(
                        OptionalInt.empty(),
                        BenchmarkComparison.compare(new BenchmarkInput(
                                "sample",
                                result.primaryMetric().orElseThrow(),
                                result.models().stream()
                                        .map(model -> new BenchmarkInput.Model(model.name(), model.baseline()))
                                        .toList(),
                                datasets.stream()
                                        .map(dataset ->
                                                new BenchmarkInput.Runs(dataset, List.of(result), Optional.empty()))
                                        .toList())))));
    }
}
