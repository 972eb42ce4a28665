package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.io.TempDir;

/** A run directory in which an experiment is run again, for tests. */
abstract class ResumedRun {

    static final String SPEC = """
            {"name": "kept", "dataset": {"plugin": "parity", "config": {"train": 80, "test": 20}},
             "models": {"first": {"plugin": "mean"}, "second": {"plugin": "mean", "config": {"hiddenUnits": 8}}},
             "training": {"epochs": 5, "batchSize": 16, "learningRate": 0.05, "clipNorm": 1, "device": "cpu",
               "schedule": "linear", "earlyStopping": {"patience": 2, "smallValidation": true}},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    private static final List<String> TRIALS = List.of("first-1", "second-1");

    @TempDir
    Path folder;

    final List<Progress> events = new ArrayList<>();

    void breakOff(int workers, String spec, Predicate<Progress> when) {
        breakOff(experiment(spec, workers), when);
    }

    /** Runs an experiment, and interrupts it at an event. */
    static void breakOff(Experiment experiment, Predicate<Progress> when) {
        Thread runner = Thread.currentThread();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> experiment.run(event -> {
                        if (when.test(event)) {
                            runner.interrupt();
                        }
                    }));
        } finally {
            Thread.interrupted();
        }
    }

    /** Asserts that the run has left what another one did, but for the durations in histories. */
    void assertSameAs(TestRun expected) throws IOException {
        for (String trial : TRIALS) {
            for (String file : List.of("predictions.csv", "model/weights.safetensors", "result.json")) {
                assertThat(trial(trial).resolve(file)).as(trial).hasBinaryContent(expected.bytes(trial, file));
            }
            assertThat(Files.readAllLines(trial(trial).resolve("history.jsonl")))
                    .hasSameSizeAs(expected.history(trial));
        }
    }

    static void flip(Path file, int place) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[place] ^= 4;
        Files.write(file, bytes);
    }

    Path run() {
        return folder.resolve("run");
    }

    Path trial(String name) {
        return run().resolve("trials").resolve(name);
    }

    Experiment experiment(String spec, int workers) {
        return builder(spec, workers).build();
    }

    ExperimentBuilder builder(String spec, int workers) {
        return builder(folder, "run", spec, workers);
    }

    static ExperimentBuilder builder(Path folder, String name, String spec, int workers) {
        return Experiment.builder()
                .spec(spec)
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .workers(workers);
    }
}
