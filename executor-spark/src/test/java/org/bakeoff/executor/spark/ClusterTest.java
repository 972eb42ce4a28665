package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Experiments on a cluster that loses workers and drivers, compared with the same experiments on this machine. */
@DisabledOnOs(OS.WINDOWS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@Tag("endurance")
class ClusterTest {

    private static final String SEARCH = """
            {"name": "search",
             "dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "distance": 3, "length": 40, "seed": 1}},
             "models": {"lstm": {"plugin": "lstm", "config": {"embedding": 4, "hiddenUnits": [4], "dropout": 0.2}}},
             "training": {"epochs": 1, "seeds": [1, 2, 3, 4], "device": "cpu", "threads": 1},
             "evaluators": [{"plugin": "accuracy"}],
             "search": {"space": {"/models/lstm/config/hiddenUnits": [[2], [4], [8]], "/models/lstm/training/learningRate": [0.01, 0.1]}}}
            """;

    /** Trials of some seconds. */
    private static final String LONG = """
            {"name": "long",
             "dataset": {"plugin": "synthetic", "config": {"train": 600, "test": 60, "distance": 3, "length": 40, "seed": 1}},
             "models": {"lstm": {"plugin": "lstm", "config": {"embedding": 8, "hiddenUnits": [8], "dropout": 0.2}}},
             "training": {"epochs": 300, "seeds": [1, 2, 3], "device": "cpu", "threads": 1},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    private static final String JAVA =
            "spark.bakeoff.javaOptions=-Dbakeoff.checkpointSeconds=1 -XX:TieredStopAtLevel=1";

    private static final String RARELY = "spark.bakeoff.javaOptions=-XX:TieredStopAtLevel=1";

    @TempDir
    private static Path folder;

    private static StandaloneCluster cluster;
    private static Program second;

    @BeforeAll
    static void startCluster() throws Exception {
        Files.writeString(folder.resolve("search.json"), SEARCH);
        Files.writeString(folder.resolve("long.json"), LONG);
        cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("spark")), cache());
        cluster.worker(0, 1);
        second = cluster.worker(2, 3);
        here("long.json", "long").end(0);
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    @Test
    void aSearchOf28TrialsGivesWhatItGivesHere() throws Exception {
        here("search.json", "search").end(0);
        Set<Path> before = cluster.executors();
        Program run = there("search.json", "search-there").end(0);
        Set<Path> executors = cluster.executors();
        executors.removeAll(before);
        // The data come to an executor with its first trial, and are neither sent again nor copied for the others.
        List<Integer> fetched = new ArrayList<>();
        for (Path executor : executors) {
            fetched.add(fetches(executor));
            assertThat(files(executor).stream().filter(file -> file.toString().endsWith(".bin")))
                    .as(executor.toString())
                    .hasSize(fetches(executor));
        }
        assertThat(fetched).contains(1).isSubsetOf(0, 1);

        assertThat(run.says())
                .contains("28 trials, ")
                .contains("lstm-6-4  done")
                .containsPattern("lstm-[1-6]-8  done")
                .doesNotContain("failed");
        assertSame("search", "search-there", 28);
        // Nothing of Spark comes between what is shown.
        assertThat(run.says().lines()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("SLF4J"));

        // The cluster resumes what this machine began.
        for (String trial : List.of("lstm-1-1", "lstm-6-4")) {
            for (Path file : files(folder.resolve("search/trials").resolve(trial))) {
                Files.delete(file);
            }
        }
        Program rest = there("search.json", "search").end(0);
        assertThat(rest.says()
                        .lines()
                        .filter(line -> line.endsWith(" done before"))
                        .mapToInt(line -> Integer.parseInt(line.substring(0, line.indexOf(' '))))
                        .sum())
                .isEqualTo(26);
        assertSame("search-there", "search", 28);
    }

    /** A trial that stops on one executor may continue on another. */
    @Test
    void aSearchThatStopsConfigurationsEarlyGivesWhatItGivesHere() throws Exception {
        Files.writeString(
                folder.resolve("halved.json"),
                SEARCH.replace("\"epochs\": 1, \"seeds\": [1, 2, 3, 4]", "\"epochs\": 3, \"seeds\": [1, 2]")
                        .replace("\"search\": {", "\"search\": {\"halving\": {}, "));
        here("halved.json", "halved").end(0);
        Program run = there("halved.json", "halved-there").end(0);

        assertThat(run.says())
                .contains("lstm: the best 2 of 6 configurations continue after 1 epoch")
                .contains("resumes from its checkpoint, in epoch 2")
                .doesNotContain("failed");
        assertSame("halved", "halved-there", 6 * 2 + 2);
    }

    /** All its runs share one application of Spark. */
    @Test
    void aBenchmarkGivesWhatItGivesHere() throws Exception {
        Files.writeString(folder.resolve("grid.json"), """
                {"datasets": {"near": {"plugin": "synthetic", "config": {"train": 90, "length": 40}},
                              "far": {"plugin": "synthetic", "config": {"train": 90, "distance": 3, "length": 40}}},
                 "split": {"folds": 3},
                 "models": {"words": {"plugin": "bagofwords"},
                            "lstm": {"plugin": "lstm", "config": {"embedding": 4, "hiddenUnits": [4], "dropout": 0.2}}},
                 "training": {"epochs": 2, "seeds": [1, 2], "device": "cpu", "threads": 1},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
        Program here = here("grid.json", "grid").end(0);
        Set<Path> before = cluster.executors();
        Program there = there("grid.json", "grid-there").end(0);
        Set<Path> executors = cluster.executors();
        executors.removeAll(before);

        assertThat(executors.stream().map(executor -> executor.getParent().getFileName()))
                .isNotEmpty()
                .containsOnly(executors.iterator().next().getParent().getFileName());
        assertThat(Files.readString(there.out()))
                .isEqualTo(Files.readString(here.out()).replace("/grid", "/grid-there"));
        for (String dataset : List.of("near", "far")) {
            for (int fold = 1; fold <= 3; fold++) {
                String run = "/runs/" + dataset + "-fold" + fold;
                assertSame("grid" + run, "grid-there" + run, 4);
            }
        }
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
        Program none = here("search.json", "none");
        none.await(() -> cluster.busy() == 0);
        none.kill();
        assertThat(checkpoints("interrupted")).isEqualTo(3);
        assertThat(folder.resolve("interrupted/run.json")).content().contains("\"executor\" : \"spark\"");

        Program rest = here("long.json", "interrupted").end(0);
        assertThat(rest.says()).contains("lstm-1  resumes from its checkpoint, in epoch ");
        assertSame("long", "interrupted", 3);
    }

    @Test
    void aPluginThatOnlyTheDriverHasWorksAndEachTrialHasItsGpu() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("my plugins"));
        Path marks = Files.createDirectory(folder.resolve("marks"));
        PluginJar.build(plugins.resolve("mark.jar"));
        Files.writeString(folder.resolve("mark.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "length": 40}},
                 "models": {"mark": {"plugin": "mark", "config": {"folder": "%s"}}},
                 "training": {"epochs": 1, "seeds": [1, 2, 3, 4], "device": "cpu", "threads": 1},
                 "evaluators": [{"plugin": "accuracy"}]}
                """.formatted(marks));
        start(
                        "mark.json",
                        "mark",
                        true,
                        List.of(
                                "--plugins", plugins.toString(),
                                "--conf", "spark.executor.resource.gpu.amount=2",
                                "--conf", "spark.task.resource.gpu.amount=1"))
                .end(0);

        List<String> given = new ArrayList<>();
        try (Stream<Path> files = Files.list(marks)) {
            for (Path file : files.toList()) {
                given.add(Files.readString(file));
            }
        }
        // The driver looks at the model, too, without training it.
        given.removeIf("null"::equals);
        assertThat(given).hasSize(4).allMatch(gpu -> gpu.matches("[0-3]"));
        assertThat(Set.copyOf(given)).hasSizeGreaterThan(1);
    }

    /** How often an executor fetched a file of encoded data. */
    private static int fetches(Path executor) throws IOException {
        return (int) Files.readAllLines(executor.resolve("stderr")).stream()
                .filter(line -> line.matches(".* Executor: Fetching .*/files/[^/]*\\.bin .*"))
                .count();
    }

    private static Path cache() {
        return folder.resolve("cache");
    }

    private static Program here(String spec, String out) throws IOException {
        return start(spec, out, false, List.of());
    }

    private static Program there(String spec, String out) throws IOException {
        return start(spec, out, true, List.of());
    }

    private static Program start(String spec, String out, boolean spark, List<String> more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", spec, "--out", out));
        if (spark) {
            arguments.addAll(List.of(
                    "--executor",
                    "spark",
                    "--master",
                    cluster.master(),
                    "--conf",
                    JAVA,
                    "--conf",
                    "spark.executor.memory=600m",
                    "--conf",
                    "spark.driver.host=127.0.0.1"));
        }
        arguments.addAll(more);
        return Program.bakeoff(folder, cache(), spark, arguments);
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

    /** Of trials' histories times differ, as from one run here to the next. */
    private static void assertSame(String here, String there, int trials) throws IOException {
        Path expected = folder.resolve(here).resolve("trials");
        List<Path> files = files(expected).stream().map(expected::relativize).toList();
        assertThat(files.stream().filter(file -> file.endsWith("result.json"))).hasSize(trials);
        Path actual = folder.resolve(there).resolve("trials");
        assertThat(files(actual).stream().map(actual::relativize)).containsExactlyElementsOf(files);
        for (Path file : files) {
            if (!file.endsWith("history.jsonl")) {
                assertThat(actual.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
            }
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> found = Files.walk(below)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
