package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose processes end before they do, as real processes. */
class KilledTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic", "config": {"train": %2$d, "test": 60, "length": 28}},
             "models": {"lstm": {"plugin": "lstm", "config": {"embedding": 8, "hiddenUnits": [8], "dropout": 0.3, "wordDropout": 0.2}},
               "rnn": {"plugin": "simplernn", "config": {"embedding": 8, "hiddenUnits": [8, 8]}}},
             "training": {"epochs": %1$d, "batchSize": 16, "validation": 60, "device": "cpu", "threads": 1,
               "earlyStopping": {"patience": %1$d, "smallValidation": true}},
             "evaluators": [{"plugin": "accuracy"}]}
            """;
    private static final int KILLS = 12;

    /** One for all, since PyTorch's natives are unpacked into it. */
    @TempDir
    private static Path cache;

    @TempDir
    Path folder;

    @BeforeEach
    void writeSpec() throws IOException {
        Files.writeString(folder.resolve("spec.json"), SPEC.formatted(12, 600));
    }

    /** A checkpoint after every batch, so that many kills land while one is being written. */
    @Tag("endurance")
    @Test
    void killsLeaveNoTraceInThePredictions() throws Exception {
        Ran reference = Ran.here(folder, "run", "./spec.json", "--out", "./reference", "--workers", "0");
        assertThat(reference.code()).as(reference.err()).isZero();
        SplittableRandom random = new SplittableRandom(1);
        int resumed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Ran.Running running = start("killed", kill % 4 == 3 ? 2 : 0, List.of("-Dbakeoff.checkpointSeconds=0"));
            // Most are met at work, some while they start or read the data.
            boolean atWork = kill % 5 != 4;
            if (atWork) {
                running.await(() -> trains(running));
            }
            Thread.sleep(random.nextInt(atWork ? 250 : 1500));
            if (!running.process().isAlive()) {
                // A fast machine gets to the end between so many kills.
                break;
            }
            resumed += Files.readString(running.err()).contains("resumes from its checkpoint") ? 1 : 0;
            List<ProcessHandle> workers = running.process().descendants().toList();
            running.process().destroyForcibly().waitFor();
            if (kill % 8 == 3) {
                workers.forEach(ProcessHandle::destroyForcibly);
            }
        }
        Ran last = start("killed", 2, List.of()).end();
        resumed += last.err().contains("resumes from its checkpoint") ? 1 : 0;

        assertThat(last.code()).as(last.err()).isZero();
        assertThat(resumed).isGreaterThan(KILLS / 4);
        for (String trial : List.of("lstm-1", "rnn-1")) {
            for (String file : List.of("predictions.csv", "model/weights.safetensors", "result.json")) {
                assertThat(folder.resolve("killed/trials").resolve(trial).resolve(file))
                        .hasSameBinaryContentAs(folder.resolve("reference/trials")
                                .resolve(trial)
                                .resolve(file));
            }
        }
        try (Stream<Path> files = Files.walk(folder.resolve("killed"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .doesNotContain("checkpoint", "run.lock")
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Tag("endurance")
    @Test
    void aSecondRunInTheSameFolderIsRefusedAndNamesTheFirst() throws Exception {
        Files.writeString(folder.resolve("spec.json"), SPEC.formatted(100_000, 300));
        Ran.Running first = start("run", 0, List.of());
        first.await(() -> Files.exists(folder.resolve("run/run.lock")));
        Ran second = start("run", 0, List.of()).end();

        assertThat(second.code()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(second.err())
                .isEqualTo(folder.toRealPath().resolve("run") + " is in use: process "
                        + first.process().pid()
                        + " runs an experiment there. Wait until it is over, or choose another folder with --out.\n");
        assertThat(first.process().isAlive()).isTrue();
        first.process().destroyForcibly().waitFor();
    }

    private static boolean trains(Ran.Running running) throws IOException {
        return Files.readString(running.err()).matches("(?s).*(epoch|resumes|at a time).*");
    }

    private Ran.Running start(String out, int workers, List<String> options) throws IOException {
        return Ran.start(
                folder,
                Map.of("BAKEOFF_CACHE", cache.toString(), "HOME", folder.toString()),
                Ran.bakeoff(
                        options, List.of("run", "spec.json", "--out", out, "--workers", Integer.toString(workers))));
    }
}
