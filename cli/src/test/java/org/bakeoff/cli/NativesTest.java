package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PyTorch's natives: damaged ones, and variables that name the wrong ones. */
@Tag("endurance")
class NativesTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic", "config": {"train": 60, "test": 40, "distance": 1, "length": 30}},
             "models": {"words": {"plugin": "bagofwords"}}, "training": {"epochs": 1, "threads": 1},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    /** Filled once, since that takes a while. */
    @TempDir
    private static Path cache;

    @TempDir
    Path folder;

    @BeforeEach
    void filled() throws Exception {
        Files.writeString(folder.resolve("tiny.json"), SPEC);
        if (Files.notExists(cache.resolve("djl"))) {
            assertWell(run(Map.of(), "run", "tiny.json", "--out", "filled"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch_cpu", "c10", "djl_torch"})
    void aTruncatedLibraryIsUnpackedAgainByTheRunThatFindsIt(String name) throws Exception {
        Path library = library(name);
        long size = truncate(library);

        Ran ran = run(Map.of(), "run", "tiny.json", "--workers", "1");

        assertWell(ran);
        assertThat(ran.err()).contains(library + " was damaged and has been unpacked again");
        assertThat(library).hasSize(size);
        assertThat(run(Map.of(), "run", "tiny.json", "--overwrite").err()).doesNotContain("damaged");
    }

    @Test
    void aChangedLibraryIsFoundByItsTimeOrByDoctor() throws Exception {
        Path library = library("c10");
        flip(library);
        Ran ran = run(Map.of(), "run", "tiny.json");
        assertWell(ran);
        assertThat(ran.err()).contains(library + " was damaged");

        FileTime time = Files.getLastModifiedTime(library);
        flip(library);
        Files.setLastModifiedTime(library, time);
        Ran doctor = run(Map.of(), "doctor");
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out()).containsPattern("attention +natives +damaged, and unpacked again: " + library);

        truncate(library("torch_cpu"));
        doctor = run(Map.of(), "doctor");
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("damaged, and unpacked again", "natives        PyTorch 2.");
    }

    @Test
    void twoRunsAtOnceThatFindADamagedLibraryDontDisturbEachOther() throws Exception {
        truncate(library("torch_cpu"));
        Ran.Running one = start(Map.of(), "run", "tiny.json", "--out", "one");
        Ran.Running two = start(Map.of(), "run", "tiny.json", "--out", "two");

        assertWell(one.end());
        assertWell(two.end());
    }

    @Test
    void aVariableThatNamesNoLibrariesIsNamed() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path wrong : List.of(empty, folder.resolve("none"))) {
            Ran ran = run(Map.of("PYTORCH_LIBRARY_PATH", wrong.toString()), "run", "tiny.json");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("PYTORCH_LIBRARY_PATH=" + wrong + " names no folder that holds ", "Unset the variable")
                    .doesNotContain("\tat ");
        }
        Ran version = run(Map.of("PYTORCH_VERSION", "1.0"), "run", "tiny.json");
        assertThat(version.code()).isEqualTo(1);
        assertThat(version.err()).contains("PYTORCH_VERSION=1.0", "Unset").doesNotContain("\tat ");

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve(System.mapLibraryName("torch")), "of another version");
        Ran damaged = run(Map.of("PYTORCH_LIBRARY_PATH", other.toString()), "validate", "tiny.json");
        assertThat(damaged.err()).doesNotContain("\tat ");
        damaged = run(Map.of("PYTORCH_LIBRARY_PATH", other.toString()), "run", "tiny.json");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.err())
                .contains("PyTorch can't be loaded with PYTORCH_LIBRARY_PATH=" + other)
                .doesNotContain("\tat ");
    }

    @Test
    void aCacheOfNativesThatCantBeUsedIsNamedWithItsOwnVariable() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (String variable : List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR")) {
            Ran ran = run(Map.of(variable, file.resolve("djl").toString()), "run", "tiny.json");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("PyTorch can't be unpacked into " + file, "the variable " + variable)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void doctorOutlivesLibrariesThatCrash() throws Exception {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(library("torch_cpu").getParent())) {
            for (Path file :
                    files.filter(each -> !each.toString().contains("djl_torch")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        truncate(copy.resolve("libtorch_cpu.so"));

        Ran doctor = run(Map.of("PYTORCH_LIBRARY_PATH", copy.toString(), "PYTORCH_FLAVOR", "cpu"), "doctor");

        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .containsPattern("WRONG +natives +PyTorch can't be loaded: .*the JVM crashed with SIGBUS")
                .contains("PYTORCH_LIBRARY_PATH=" + copy)
                .containsPattern("ok +plugins");
    }

    private static void assertWell(Ran ran) {
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).doesNotContain("\tat ", "SIGBUS", "FAILED");
    }

    private static Path library(String name) throws IOException {
        try (Stream<Path> files = Files.walk(cache.resolve("djl"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(System.mapLibraryName(name)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            channel.truncate(size / 2);
            return size;
        }
    }

    private static void flip(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int old = bytes.read();
            bytes.seek(bytes.length() / 2);
            bytes.write(old ^ 1);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));
    }

    private Ran run(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        return start(variables, arguments).end();
    }

    private Ran.Running start(Map<String, String> variables, String... arguments) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "BAKEOFF_CACHE", cache.toString(),
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH")));
        environment.putAll(variables);
        return Ran.start(folder, environment, Ran.unpacking(List.of(), List.of(arguments)));
    }
}
