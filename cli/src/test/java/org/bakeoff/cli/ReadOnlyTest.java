package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that can only be read, which holds for root, too: they are mounted so. */
class ReadOnlyTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "length": 30}},
             "models": {"words": {"plugin": "bagofwords"}},
             "training": {"epochs": 2, "validation": 20, "device": "cpu", "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
            """;

    private static final String READ_ONLY = """
            mount --bind "$FOLDER" "$FOLDER" && mount -o remount,bind,ro "$FOLDER" && "$@"
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Mounts.assumePossible(folder);
        Files.writeString(folder.resolve("spec.json"), SPEC);
        Files.writeString(folder.resolve("other.json"), SPEC.replace("200", "201"));
        Files.createDirectory(folder.resolve("runs"));
    }

    /** Makes a run that is over, with the cache that it fills, unless there is one. */
    private static void run() throws Exception {
        if (Files.exists(folder.resolve("run"))) {
            return;
        }
        Ran ran = Ran.start(folder, environment(folder), bakeoff("run", "spec.json", "--out", "run", "--workers", "0"))
                .end();
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Tag("endurance")
    @Test
    void aRunDirectoryIsNamedByWhatWritesAndReadByTheRest() throws Exception {
        run();
        Path run = folder.toRealPath().resolve("run");
        assertNamed(readOnly("run", "run", "spec.json", "--out", "run"), run, "--out");
        assertNamed(readOnly("run", "report", "run"), run, "writable");

        Ran asked = readOnly("run", "predict", "run", "Fine.");
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(asked.out()).contains("words-1");
        Ran compared = readOnly("run", "compare", "run", "--out", "compared");
        assertThat(compared.code()).as(compared.err()).isZero();
    }

    @Test
    void aPlaceWhereNoRunDirectoryCanBeMadeIsNamed() throws Exception {
        assertNamed(readOnly("runs", "run", "spec.json"), folder.toRealPath().resolve("runs/spec"), "--out");
    }

    @Tag("endurance")
    @Test
    void aCacheSufficesForWhatIsInItAndIsNamedForWhatIsNot() throws Exception {
        run();
        Ran known = readOnly("cache", "run", "spec.json", "--out", "known", "--workers", "2");
        assertThat(known.code()).as(known.err()).isZero();
        assertThat(known.err())
                .contains("(cached)", folder.resolve("cache").toString())
                .doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("known/trials/words-1/predictions.csv"))
                .hasSameBinaryContentAs(folder.resolve("run/trials/words-1/predictions.csv"));

        assertNamed(readOnly("cache", "run", "other.json", "--out", "other"), folder.resolve("cache"), "BAKEOFF_CACHE");
        assertThat(folder.resolve("other")).doesNotExist();
        Ran doctor = readOnly("cache", "doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains(folder.resolve("cache").toString(), "BAKEOFF_CACHE");
    }

    /** The command failed with one line, which names the place, the system's reason and what helps. */
    private static void assertNamed(Ran ran, Path place, String remedy) {
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(place + ": Read-only file system", remedy)
                .hasLineCount(1);
    }

    private static Ran readOnly(String name, String... arguments) throws IOException, InterruptedException {
        return Ran.start(folder, environment(folder.resolve(name)), Mounts.command(READ_ONLY, bakeoff(arguments)))
                .end();
    }

    private static List<String> bakeoff(String... arguments) {
        return Ran.bakeoff(List.of(), List.of(arguments));
    }

    private static Map<String, String> environment(Path readOnly) {
        return Map.of(
                "PATH", System.getenv("PATH"),
                "FOLDER", readOnly.toString(),
                "BAKEOFF_CACHE", folder.resolve("cache").toString(),
                "HOME", folder.toString());
    }
}
