package org.bakeoff.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.bakeoff.statistics.ComparisonResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures a whole run of a trivial model, and so everything else: reading 50,000 reviews, truncating, padding and transferring an
 * epoch of 352 batches and 391 batches of predictions, and writing, comparing and reporting. The first run of a JVM encodes the
 * reviews and warms up; later runs find them encoded. Batches are not part of the public API, so they are measured here, where
 * nothing else takes much time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(2)
public class RunBenchmark {

    private final BenchmarkFolder folder = BenchmarkFolder.create();

    /** Takes the folder away. */
    @TearDown
    public void tearDown() throws IOException {
        folder.close();
    }

    /** Everything but a network. */
    @Benchmark
    public ComparisonResult withoutNetwork() throws IOException {
        return folder.experiment("{\"none\": {\"plugin\": \"last-token\"}}", "[{\"plugin\": \"accuracy\"}]")
                .run(event -> {});
    }
}
