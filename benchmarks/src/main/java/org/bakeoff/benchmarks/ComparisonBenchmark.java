package org.bakeoff.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.RunComparison;
import org.bakeoff.statistics.ComparisonResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Six models compared on 25,000 test examples, by {@link RunComparison}: predictions read, metrics, intervals, report.
 * Means over examples, such as accuracy, have variances in closed form; any other metric is calculated again without each of
 * 1,000 blocks of examples in turn, so the five others are calculated 5,000 times for each of the six models.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(2)
public class ComparisonBenchmark {

    private static final int MODELS = 6;

    private final BenchmarkFolder folder = BenchmarkFolder.create();

    /** The metrics. */
    @Param({"accuracy", "accuracy,precision,recall,f1,roc-auc,average-precision"})
    @SuppressWarnings("NullAway.Init")
    public String metrics;

    @SuppressWarnings("NullAway.Init")
    private Path run;

    /** Trains six baselines for an epoch. */
    @Setup
    public void setUp() throws IOException {
        String models = Stream.iterate(1, number -> number + 1)
                .limit(MODELS)
                .map(number -> "\"baseline-" + number
                        + "\": {\"plugin\": \"bagofwords\", \"training\": {\"learningRate\": " + number * 0.0005 + "}}")
                .collect(Collectors.joining(", ", "{", "}"));
        String evaluators = Stream.of(metrics.split(","))
                .map(metric -> "{\"plugin\": \"" + metric + "\"}")
                .collect(Collectors.joining(", ", "[", "]"));
        Experiment experiment = folder.experiment(models, evaluators);
        experiment.run(event -> {});
        run = experiment.directory();
    }

    /** Takes the folder away. */
    @TearDown
    public void tearDown() throws IOException {
        folder.close();
    }

    /** Returns the whole comparison. */
    @Benchmark
    public ComparisonResult compare() throws IOException {
        return new RunComparison(
                        List.of(run),
                        folder.next(),
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.cache()),
                        true)
                .run(event -> {});
    }
}
