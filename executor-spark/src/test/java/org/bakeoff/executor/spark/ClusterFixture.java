package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of two workers for the tests of a class, and the commands that run experiments on it and on this machine. */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
abstract class ClusterFixture {

    private static final String JAVA =
            "spark.bakeoff.javaOptions=-Dbakeoff.checkpointSeconds=1 -XX:TieredStopAtLevel=1";

    @TempDir
    static Path folder;

    static StandaloneCluster cluster;
    static Program second;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("spark")), cache());
        cluster.worker(0, 1);
        second = cluster.worker(2, 3);
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    static Path cache() {
        return folder.resolve("cache");
    }

    static Program here(String spec, String out) throws IOException {
        return start(spec, out, false, List.of());
    }

    static Program there(String spec, String out) throws IOException {
        return start(spec, out, true, List.of());
    }

    static Program start(String spec, String out, boolean spark, List<String> more) throws IOException {
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

    /** Of trials' histories times differ, as from one run here to the next. */
    static void assertSame(String here, String there, int trials) throws IOException {
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

    static List<Path> files(Path below) throws IOException {
        try (Stream<Path> found = Files.walk(below)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
