package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `bakeoff doctor` says of machines and caches, well and damaged. */
class DoctorTest {

    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    @Test
    void aMachineThatIsWellGetsALineEach() throws Exception {
        Path temp = Files.createDirectory(folder.resolve("temp"));
        Ran ran = doctor(List.of("-Djava.io.tmpdir=" + temp));

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .containsSubsequence(
                        "Java           " + Runtime.version(),
                        "memory  ",
                        "cores  ",
                        "environment    BAKEOFF_CACHE=" + cache,
                        "natives        PyTorch 2.",
                        "device  ",
                        "training step  a step of Adam on ",
                        "save and load  weights that were saved and loaded give the same logits",
                        "offline        no connection was made",
                        "cache          " + cache,
                        "plugins        ",
                        " datasets, ",
                        "All is well")
                .doesNotContain("WRONG");
        assertThat(ran.out().lines().filter(line -> line.startsWith("ok  "))).hasSizeGreaterThan(8);
        assertThat(temp).isEmptyDirectory();
    }

    @Tag("endurance")
    @Test
    void whatIsSpoiltInTheCacheIsNamedWithTheRemedy() throws Exception {
        Files.writeString(folder.resolve("tiny.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 60, "test": 40, "distance": 1, "length": 30}},
                 "models": {"words": {"plugin": "bagofwords"}}, "training": {"epochs": 1, "threads": 1},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
        assertThat(Ran.here(folder, "run", "./tiny.json", "--out", "./run", "--workers", "0")
                        .code())
                .isZero();
        Path encoded = Files.createDirectories(cache.resolve("encoded")).resolve("data.bin");
        try (Stream<Path> files = Files.list(Path.of(System.getenv("BAKEOFF_CACHE"), "encoded"))) {
            Files.copy(
                    files.filter(file -> file.toString().endsWith(".bin"))
                            .findFirst()
                            .orElseThrow(),
                    encoded);
        }
        byte[] bytes = Files.readAllBytes(encoded);
        bytes[bytes.length / 2] ^= 1;
        Files.write(encoded, bytes);
        Path part = Files.writeString(
                Files.createDirectories(cache.resolve("downloads")).resolve("reviews.tar.gz.part"), "the beginning");
        Path natives = Files.createDirectories(cache.resolve("djl/pytorch/tmp123"));

        Ran damaged = doctor(List.of());

        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out())
                .containsPattern(
                        "WRONG +cache +in .*, " + cache.relativize(encoded) + ": its checksum is wrong\n +Delete it")
                .containsPattern("attention +cache +left by interrupted runs in .*: " + cache.relativize(part) + "; "
                        + cache.relativize(natives) + "\n +A \\.part")
                .contains("1 of these must be fixed.");
        Files.delete(encoded);
        Files.delete(part);
        Files.delete(natives);
    }

    @Tag("endurance")
    @Test
    void aRelativeCacheIsNoticed() throws Exception {
        Files.createSymbolicLink(folder.resolve("mine"), cache);
        Ran fixed = Ran.start(folder, Ran.environment(Path.of("mine")), Ran.bakeoff(List.of(), List.of("doctor")))
                .end();
        assertThat(fixed.code()).as(fixed.out()).isZero();
        assertThat(fixed.out())
                .doesNotContain("WRONG", "interrupted")
                .containsPattern("attention +environment +BAKEOFF_CACHE=mine is relative")
                .contains("such as " + folder.toRealPath().resolve("mine"));
    }

    @Tag("endurance")
    @Test
    void aCacheThatOthersMayReadOrNobodyMayWriteIsNoticed() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
                .as("files have owners and permissions here")
                .contains("posix");
        Path open = Files.createDirectories(cache.resolve("downloads"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Ran ran = doctor(List.of());
            assertThat(ran.code()).as(ran.out()).isZero();
            assertThat(ran.out())
                    .contains("others of this machine may look into " + open, "chmod go-rwx " + cache)
                    .contains("need attention");
        } finally {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
        }

        Path file = Files.writeString(folder.resolve("file"), "");
        Ran blocked = Ran.start(
                        folder, Ran.environment(file.resolve("cache")), Ran.unpacking(List.of(), List.of("doctor")))
                .end();
        assertThat(blocked.code()).isEqualTo(1);
        assertThat(blocked.out())
                .containsPattern("WRONG +natives +PyTorch can't be unpacked into ")
                .containsPattern("WRONG +cache +Can't write to the cache folder .*Set BAKEOFF_CACHE")
                .containsPattern("ok +plugins");
        assertThat(blocked.err()).doesNotContain("\tat ");
    }

    @Test
    void nativesThatAreMissingAreNamedAndAllElseIsChecked() throws Exception {
        List<String> command = new ArrayList<>(Ran.unpacking(List.of(), List.of("doctor")));
        int path = command.indexOf("-cp") + 1;
        command.set(
                path,
                Stream.of(command.get(path).split(File.pathSeparator))
                        .filter(jar -> !jar.matches(".*pytorch-(native|jni).*"))
                        .collect(Collectors.joining(File.pathSeparator)));

        Ran ran = Ran.start(folder, Ran.environment(folder.resolve("cache")), command)
                .end();

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out())
                .containsPattern("WRONG +natives +PyTorch can't be loaded: ")
                .contains("ai.djl.pytorch:pytorch-native-cpu")
                .containsPattern("ok +cache")
                .containsPattern("ok +plugins");
        assertThat(ran.err()).doesNotContain("\tat ");
    }

    @Test
    void aPluginThatIsBrokenIsNamedWithItsRemedy() throws Exception {
        Path jar =
                Files.writeString(Files.createDirectory(folder.resolve("mine")).resolve("bad.jar"), "no zip");

        Ran broken = Ran.here(folder, "doctor", "--plugins", "./mine");
        Ran absent = Ran.here(folder, "doctor", "--plugins", "./nowhere");

        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out())
                .containsPattern("ok +plugins +\\d+ datasets")
                .containsPattern("WRONG +plugins +.*" + jar.getFileName() + ": it is no jar that can be read");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.out()).containsPattern("WRONG +plugins +.*nowhere");
    }

    private Ran doctor(List<String> options) throws IOException, InterruptedException {
        return Ran.start(folder, Ran.environment(cache), Ran.bakeoff(options, List.of("doctor")))
                .end();
    }
}
