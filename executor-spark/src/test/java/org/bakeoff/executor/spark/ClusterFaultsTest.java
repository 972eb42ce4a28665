package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.io.RecursiveDeletion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Experiments on a cluster that loses workers and drivers, compared with the same experiments on this machine. */
class ClusterFaultsTest extends ClusterFixture {

    /** Trials that wait in their second epoch while there is a file. */
    private static final String SPEC = """
            {"name": "waiting",
             "dataset": {"plugin": "synthetic", "config": {"train": 400, "test": 60, "distance": 3, "length": 40, "seed": 1}},
             "models": {"mark": {"plugin": "mark", "config": {"folder": "%s"}}},
             "training": {"epochs": 4, "validation": 0, "seeds": [1, 2, 3], "device": "cpu", "threads": 1},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    private static final List<String> PLUGINS = List.of("--plugins", "plugins");

    private static final String ALWAYS =
            "spark.bakeoff.javaOptions=-Dbakeoff.checkpointSeconds=0 -XX:TieredStopAtLevel=1";
    private static final String RARELY = "spark.bakeoff.javaOptions=-XX:TieredStopAtLevel=1";

    @BeforeAll
    static void runHere() throws Exception {
        PluginJar.build(Files.createDirectory(folder.resolve("plugins")).resolve("mark.jar"));
        Files.writeString(folder.resolve("spec.json"), SPEC.formatted(Files.createDirectory(folder.resolve("marks"))));
        start("spec.json", "whole", false, PLUGINS).end(0);
    }

    @BeforeEach
    void letTrialsWait() throws IOException {
        RecursiveDeletion.of(folder.resolve("marks"));
        Files.createFile(Files.createDirectory(folder.resolve("marks")).resolve("wait"));
    }

    @AfterEach
    void letTrialsContinue() throws IOException {
        Files.deleteIfExists(folder.resolve("marks/wait"));
    }

    @Test
    void aWorkerThatIsKilledTakesNothingAlong() throws Exception {
        Program run = onCluster("killed", ALWAYS);
        run.await(() -> checkpoints("killed") == 3);
        second.kill();
        letTrialsContinue();
        run.end(0);
        second = cluster.worker(2, 3);

        assertThat(run.says())
                .contains(" was lost with the process that ran it, and is run elsewhere")
                .contains("  resumes from its checkpoint, in epoch ")
                .doesNotContain("failed");
        assertSame("whole", "killed", 3);
    }

    /** With the run directory on a file system of Hadoop, of which the local one is the simplest. */
    @Test
    void aDriverThatIsKilledResumesWhenStartedAgain() throws Exception {
        String out = folder.resolve("restarted").toUri().toString();
        Program run = onCluster(out, ALWAYS);
        run.await(() -> checkpoints("restarted") == 3);
        run.process().destroyForcibly().waitFor();
        letTrialsContinue();
        Program again = onCluster(out, ALWAYS).end(0);

        assertThat(again.says()).contains("mark-1  resumes from its checkpoint, in epoch ");
        assertSame("whole", "restarted", 3);
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
    void ctrlCLeavesCheckpointsThatThisMachineResumesFrom() throws Exception {
        // No checkpoint is due before the interrupt.
        Program run = onCluster("interrupted", RARELY);
        run.await(() -> waiting() == 3);
        run.interrupt();
        run.end(130);
        assertThat(run.says())
                .contains("Interrupted; writing checkpoints")
                .contains("the same command resumes the run");
        second.await(() -> cluster.busy() == 0);
        assertThat(checkpoints("interrupted")).isEqualTo(3);
        assertThat(folder.resolve("interrupted/run.json")).content().contains("\"executor\" : \"spark\"");

        letTrialsContinue();
        Program rest = start("spec.json", "interrupted", false, PLUGINS).end(0);
        assertThat(rest.says()).contains("mark-1  resumes from its checkpoint, in epoch ");
        assertSame("whole", "interrupted", 3);
    }

    private static Program onCluster(String out, String javaOptions) throws IOException {
        return start(
                "spec.json",
                out,
                true,
                Stream.concat(PLUGINS.stream(), Stream.of("--conf", javaOptions))
                        .toList());
    }

    /** How many processes of trials have waited in this test. */
    private static long waiting() {
        try (Stream<Path> found = Files.list(folder.resolve("marks"))) {
            return found.filter(mark -> mark.getFileName().toString().startsWith("waits-"))
                    .count();
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
