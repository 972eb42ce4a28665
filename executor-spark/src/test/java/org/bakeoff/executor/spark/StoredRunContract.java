package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose run directory is on a file system of Hadoop, of which a server runs on the loopback interface. */
abstract class StoredRunContract {

    /** Trials that wait in their fourth epoch where they are told to. */
    private static final String SPEC = """
            {"name": "waiting",
             "dataset": {"plugin": "synthetic", "config": {"train": 400, "test": 60, "distance": 3, "length": 40, "seed": 1}},
             "models": {"mark": {"plugin": "mark", "config": {"folder": "%s"}}},
             "training": {"epochs": 6, "validation": 0, "seeds": [1, 2], "device": "cpu", "threads": 1},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    static final String CHECKPOINT = "trials/mark-1/checkpoint/state.safetensors";

    @TempDir
    static Path folder;

    /** The run that those on the servers are compared with. */
    @BeforeAll
    static void runHere() throws Exception {
        PluginJar.build(Files.createDirectory(folder.resolve("plugins")).resolve("mark.jar"));
        Files.writeString(folder.resolve("spec.json"), SPEC.formatted(Files.createDirectory(folder.resolve("marks"))));
        Program.bakeoff(
                        folder,
                        cache("here"),
                        false,
                        List.of("run", "spec.json", "--plugins", "plugins", "--out", "here"))
                .end(0);
    }

    /** Returns the address of a run directory. */
    abstract String place(String name);

    /** Starts Bakeoff with the executor and what else it needs. */
    abstract Program start(Path cache, List<String> arguments) throws IOException;

    /** Returns the file system, as this process sees it. */
    abstract FileSystem files() throws IOException;

    @Test
    void ofTwoDriversOneIsRefusedAndTheOtherKilledAndResumed() throws Exception {
        letTrialsWait();
        Program first = run("killed", "first");
        first.await(() -> isThere("killed", CHECKPOINT));
        // Another machine has a cache of its own.
        Program second = run("killed", "second").end(2);
        assertThat(second.says())
                .contains(place("killed") + " is in use: process "
                        + first.process().pid() + " on ");
        assertThat(first.process().isAlive()).isTrue();
        first.kill();
        assertThat(isThere("killed", "run.lease")).isTrue();

        letTrialsContinue();
        Program resumed = run("killed", "second").end(0);
        assertThat(resumed.says()).contains("mark-1  resumes from its checkpoint, in epoch ");
        assertSame("killed");

        Program kept = run("killed", "first").end(0);
        assertThat(kept.says()).contains("2 of 2 trials were done before");
        assertSame("killed");
    }

    @Test
    void aDriverWhoseRunWasTakenOverStopsAndWritesNothingMore() throws Exception {
        letTrialsWait();
        Program run = run("lost", "first");
        run.await(() -> isThere("lost", CHECKPOINT));
        String lease = takeLeaseOf(run, "lost");
        run.end(1);
        assertThat(run.says())
                .contains(place("lost") + " was taken over by process ")
                .contains(" on another at ");
        assertThat(read("lost", "run.lease")).isEqualTo(lease);
        assertThat(isThere("lost", "comparison.json")).isFalse();
    }

    /** Takes a run's lease as another machine would, again where the run renewed its own meanwhile. Returns what was written. */
    private String takeLeaseOf(Program run, String name) throws Exception {
        HadoopLeaseFile file = new HadoopLeaseFile(files(), path(name, "run.lease"));
        String lease = "";
        while (!run.process().waitFor(20, TimeUnit.MILLISECONDS)) {
            String found = file.read().orElse("");
            if (found.endsWith("\n") && !found.contains("another")) {
                lease = found.replaceAll("\"(host|machine|token)\":\"[^\"]*\"", "\"$1\":\"another\"");
                try {
                    file.replace(lease);
                } catch (IOException e) {
                    // HDFS lets whoever creates a file last write it.
                    assertThat(e).hasMessageContaining("run.lease");
                }
            }
        }
        return lease;
    }

    static void letTrialsWait() throws IOException {
        Files.createFile(folder.resolve("marks/wait"));
    }

    @AfterEach
    void letTrialsContinue() throws IOException {
        Files.deleteIfExists(folder.resolve("marks/wait"));
    }

    private static Path cache(String driver) {
        return folder.resolve("cache-" + driver);
    }

    org.apache.hadoop.fs.Path path(String name, String file) {
        return new org.apache.hadoop.fs.Path(file.isEmpty() ? place(name) : place(name) + "/" + file);
    }

    Program run(String name, String driver) throws IOException {
        return start(
                cache(driver),
                List.of(
                        "run",
                        "spec.json",
                        "--plugins",
                        "plugins",
                        "--out",
                        place(name),
                        "--executor",
                        "spark",
                        "--master",
                        "local[2]",
                        "--conf",
                        "spark.bakeoff.javaOptions=-Dbakeoff.checkpointSeconds=0 -XX:TieredStopAtLevel=1"));
    }

    boolean isThere(String name, String file) {
        try {
            return files().exists(path(name, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name, String file) throws IOException {
        try (var in = files().open(path(name, file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is there is what a run on this machine leaves here; of histories times differ. */
    void assertSame(String name) throws IOException {
        Path copy = Files.createTempDirectory(folder, name);
        Files.delete(copy);
        files().copyToLocalFile(false, path(name, ""), new org.apache.hadoop.fs.Path(copy.toUri()), true);
        Path here = folder.resolve("here");
        assertThat(files(copy)).containsExactlyElementsOf(files(here));
        for (Path file : files(here.resolve("trials"))) {
            if (!file.endsWith("history.jsonl")) {
                assertThat(copy.resolve("trials").resolve(file))
                        .hasSameBinaryContentAs(here.resolve("trials").resolve(file));
            }
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> found = Files.walk(below)) {
            return new ArrayList<>(found.filter(Files::isRegularFile)
                    .map(below::relativize)
                    .sorted()
                    .toList());
        }
    }
}
