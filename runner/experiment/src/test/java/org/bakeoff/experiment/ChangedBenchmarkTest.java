package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks whose data change while they are run. */
class ChangedBenchmarkTest {

    private static final String SPEC = """
            {"name": "bench", "trainSizes": [20, 40],
             "dataset": {"plugin": "parity", "config": {"train": 60, "test": 20, "source": "SOURCE"}},
             "models": {"quick": {"plugin": "mean"}, "slow": {"plugin": "mean"}},
             "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void dataThatChangeBetweenRunsAreNotComparedWithWhatTheyWere() throws IOException {
        Files.writeString(source(), "one");

        BenchmarkResults results = run(event -> {
            if (event instanceof Progress.RunStarted started && started.number() == 2) {
                write("other");
            }
        });

        assertThat(results.largest().datasets().get(0).values()).isEmpty();
        assertThat(BenchmarkSentences.caveats(results))
                .singleElement()
                .asString()
                .contains("parity-40: The data have changed since an earlier run of the benchmark: " + source());
        assertThat(place().resolve("runs/parity-40")).doesNotExist();

        write("one");
        assertThat(run(event -> {}).complete()).isTrue();
    }

    private Path source() {
        return folder.resolve("source");
    }

    private Path place() {
        return folder.resolve("bench");
    }

    private void write(String text) {
        try {
            Files.writeString(source(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BenchmarkResults run(Consumer<Progress> listener) {
        return Experiment.builder()
                .spec(SPEC.replace("SOURCE", source().toString()))
                .out(place())
                .cache(folder.resolve("cache"))
                .workers(0)
                .buildBenchmark()
                .run(listener);
    }
}
