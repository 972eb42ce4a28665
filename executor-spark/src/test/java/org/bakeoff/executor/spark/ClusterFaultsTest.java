package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Experiments on a cluster that loses workers and drivers, compared with the same experiments on this machine. */
class ClusterFaultsTest extends ClusterFixture {

    /** Trials of some seconds. */
    private static final String LONG = """
            {"name": "long",
             "dataset": {"plugin": "synthetic", "config": {"train": 600, "test": 60, "distance": 3, "length": 40, "seed": 1}},
             "models": {"lstm": {"plugin": "lstm", "config": {"embedding": 8, "hiddenUnits": [8], "dropout": 0.2}}},
             "training": {"epochs": 300, "seeds": [1, 2, 3], "device": "cpu", "threads": 1},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    private static final String RARELY = "spark.bakeoff.javaOptions=-XX:TieredStopAtLevel=1";

    @BeforeAll
    static void runHere() throws Exception {
        Files.writeString(folder.resolve("long.json"), LONG);
        here("long.json", "long").end(0);
    }

    @Test
    void aWorkerThatIsKilledTakesNothingAlong() throws Exception {
        Program run = there("long.json", "killed");
        run.await(() -> checkpoints("killed") == 3);
        second.kill();
        run.end(0);
        second = cluster.worker(2, 3);

        assertThat(run.says())
                .contains(" was lost with the process that ran it, and is run elsewhere")
                .contains("  resumes from its checkpoint, in epoch ")
                .doesNotContain("failed");
        assertSame("long", "killed", 3);
    }

    /** With the run directory on a file system of Hadoop, of which the local one is the simplest. */
    @Test
    void aDriverThatIsKilledGoesOnWhenStartedAgain() throws Exception {
        String out = folder.resolve("restarted").toUri().toString();
        Program run = there("long.json", out);
        run.await(() -> checkpoints("restarted") == 3);
        run.process().destroyForcibly().waitFor();
        Program again = there("long.json", out).end(0);

        assertThat(again.says()).contains("lstm-1  resumes from its checkpoint, in epoch ");
        assertSame("long", "restarted", 3);
        assertThat(Files.readString(again.out())).contains("Report: " + out + "/report.html");
        try (Stream<Path> files = Files.list(folder.resolve("restarted"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "trials", "spec.json", "run.json", "data.json", "comparison.json", "report.html");
        }
        try (Stream<Path> staged = Files.walk(cache().resolve("runs"))) {
            assertThat(staged.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void ctrlCLeavesCheckpointsThatThisMachineGoesOnFrom() throws Exception {
        // No checkpoint is due within the time that a trial takes.
        Program run = start("long.json", "interrupted", true, List.of("--conf", RARELY));
        run.await(() -> Stream.of("lstm-1", "lstm-2", "lstm-3").allMatch(trial -> says(run, trial + "  epoch ")));
        run.interrupt();
        run.end(130);
        assertThat(run.says())
                .contains("Interrupted; writing checkpoints")
                .contains("the same command resumes the run");
        second.await(() -> cluster.busy() == 0);
        assertThat(checkpoints("interrupted")).isEqualTo(3);
        assertThat(folder.resolve("interrupted/run.json")).content().contains("\"executor\" : \"spark\"");

        Program rest = here("long.json", "interrupted").end(0);
        assertThat(rest.says()).contains("lstm-1  resumes from its checkpoint, in epoch ");
        assertSame("long", "interrupted", 3);
    }

    private static boolean says(Program run, String words) {
        try {
            return run.says().contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checkpoints(String out) {
        Path trials = folder.resolve(out).resolve("trials");
        if (Files.notExists(trials)) {
            return 0;
        }
        try (Stream<Path> found = Files.list(trials)) {
            return found.filter(trial -> Files.exists(trial.resolve("checkpoint/state.safetensors")))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
