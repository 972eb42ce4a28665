package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Experiments on a cluster, compared with the same experiments on this machine. */
class ClusterTest extends ClusterFixture {

    private static final String SEARCH = """
            {"name": "search",
             "dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "distance": 3, "length": 40, "seed": 1}},
             "models": {"lstm": {"plugin": "lstm", "config": {"embedding": 4, "hiddenUnits": [4], "dropout": 0.2}}},
             "training": {"epochs": 1, "seeds": [1, 2], "device": "cpu", "threads": 1},
             "evaluators": [{"plugin": "accuracy"}],
             "search": {"space": {"/models/lstm/config/hiddenUnits": [[2], [4], [8]], "/models/lstm/training/learningRate": [0.01, 0.1]}}}
            """;

    @BeforeAll
    static void writeSpec() throws IOException {
        Files.writeString(folder.resolve("search.json"), SEARCH);
    }

    @Test
    void aSearchGivesWhatItGivesHere() throws Exception {
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
                .contains("14 trials, ")
                .contains("lstm-6-2  done")
                .containsPattern("lstm-[1-6]-4  done")
                .doesNotContain("failed");
        assertSame("search", "search-there", 14);
        // Nothing of Spark comes between what is shown.
        assertThat(run.says().lines()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("SLF4J"));

        // The cluster resumes what this machine began.
        for (String trial : List.of("lstm-1-1", "lstm-6-2")) {
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
                .isEqualTo(12);
        assertSame("search-there", "search", 14);
    }

    /** A trial that stops on one executor may continue on another. */
    @Test
    void aSearchThatStopsConfigurationsEarlyGivesWhatItGivesHere() throws Exception {
        Files.writeString(
                folder.resolve("halved.json"),
                SEARCH.replace("\"epochs\": 1, ", "\"epochs\": 3, ")
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
                 "training": {"epochs": 2, "device": "cpu", "threads": 1},
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
                assertSame("grid" + run, "grid-there" + run, 2);
            }
        }
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
}
