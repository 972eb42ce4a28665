package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose disk fills up, each on a file system of its own that is as small as that, and again when there is space. */
@Tag("endurance")
class FullDiskTest {

    /** The weights of "large" take more than the whole of most of these disks. */
    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "length": 30}},
             "models": {"large": {"plugin": "lstm", "config": {"embedding": 64, "hiddenUnits": [64]}},
               "small": {"plugin": "bagofwords"}},
             "training": {"epochs": 2, "batchSize": 32, "validation": 20, "device": "cpu"},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    private static final List<String> TRIALS = List.of("large-1", "small-1");

    /** Runs the command twice: on a disk of $SIZE, and when that has got room. What each leaves is copied. */
    private static final String TWICE = """
            mount -t tmpfs -o size="$SIZE" none small &&
            { [ -z "$NATIVES" ] || { mkdir -p small/djl && mount --bind "$NATIVES" small/djl; }; } &&
            { [ ! -d earlier ] || cp -r earlier small/run; } &&
            "$@"
            code=$?
            cp -r small/run left 2>/dev/null
            find small -xdev -name '*.tmp' >torn
            mount -o remount,size=900m small &&
            "$@" >again 2>&1 &&
            cp -r "$RUN" whole
            exit $code
            """;

    @TempDir
    private static Path reference;

    @TempDir
    Path folder;

    @BeforeAll
    static void undisturbed() throws Exception {
        Mounts.assumePossible(reference);
        Files.writeString(reference.resolve("spec.json"), SPEC);
        Ran ran = Ran.start(
                        reference,
                        Map.of("BAKEOFF_CACHE", reference.resolve("cache").toString()),
                        Ran.unpacking(List.of(), List.of("run", "spec.json", "--out", "run", "--workers", "0")))
                .end();
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @BeforeEach
    void places() throws IOException {
        Files.writeString(folder.resolve("spec.json"), SPEC);
        Files.createDirectory(folder.resolve("small"));
    }

    @ParameterizedTest
    @CsvSource({
        "28k, 0, trials/large-1/.*",
        "120k, 0, trials/large-1/model/weights.safetensors",
        "120k, 2, trials/large-1/model/weights.safetensors",
        "600k, 0, report.html"
    })
    void aRunNamesTheFileAndResumesWhenThereIsSpace(String size, int workers, String file) throws Exception {
        Ran ran = run(size, "small/run", workers, reference.resolve("cache"), "");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .containsPattern("Can't write " + folder.toRealPath() + "/small/run/(" + file
                        + "): the disk is full\\. Free some space there and give the same command again")
                .doesNotContain("\tat ", "Exception", "can't be reached");
        if (size.equals("120k") && workers == 0) {
            assertThat(ran.err()).contains("large-1  FAILED", "small-1  done");
        }
        assertThat(folder.resolve("left/report.html")).doesNotExist();
        assertAgain();
    }

    @Test
    void aCacheThatHasNoRoomForTheDataIsNamed() throws Exception {
        Ran ran = run(
                "40k",
                "run",
                0,
                folder.resolve("small"),
                reference.resolve("cache/djl").toString());

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .containsPattern(
                        "Can't write " + folder.resolve("small/encoded") + "/[0-9a-f]+\\.bin: the disk is full\\.")
                .contains("BAKEOFF_CACHE")
                .doesNotContain("\tat ", "Exception");
        assertAgain();
    }

    @Test
    void aCacheThatHasNoRoomForPyTorchIsNamed() throws Exception {
        Ran ran = run("20m", "run", 0, folder.resolve("small"), "");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains("PyTorch can't be unpacked into " + folder.resolve("small/djl") + ": only ", "450 MB")
                .doesNotContain("\tat ", "Exception");
        assertAgain();
    }

    @Test
    void aComparisonThatFindsNoRoomLeavesNothingInTheWay() throws Exception {
        Ran ran = twice(
                "120k",
                reference.resolve("cache"),
                "",
                "small/both",
                List.of("compare", reference.resolve("run").toString(), "--out", "small/both"));

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .containsPattern("Can't write .*/small/both/trials/large-1/.*: the disk is full\\.")
                .doesNotContain("\tat ", "Exception");
        assertAgain();
    }

    @Test
    void anExportThatFindsNoRoomLeavesNothingInTheWay() throws Exception {
        Ran ran = twice(
                "28k",
                reference.resolve("cache"),
                "",
                "small/run",
                List.of("export", "spec.json", "--out", "small/run"));

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("/small/run/test.csv: the disk is full");
        assertThat(folder.resolve("left")).isEmptyDirectory();
        assertThat(folder.resolve("whole/test.csv"))
                .as(Files.readString(folder.resolve("again")))
                .isNotEmptyFile();
    }

    @Test
    void anExportThatFindsNoRoomLeavesTheFilesOfAnEarlierOneTogether() throws Exception {
        Path earlier = Files.createDirectory(folder.resolve("earlier"));
        for (String set : List.of("train", "validation", "test")) {
            Files.writeString(earlier.resolve(set + ".csv"), "earlier");
        }
        Ran ran = twice(
                "40k",
                reference.resolve("cache"),
                "",
                "small/run",
                List.of("export", "spec.json", "--out", "small/run", "--overwrite"));

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("/small/run/test.csv: the disk is full");
        for (String set : List.of("train", "validation", "test")) {
            assertThat(folder.resolve("left").resolve(set + ".csv")).hasContent("earlier");
            assertThat(folder.resolve("whole").resolve(set + ".csv")).content().startsWith("id,");
        }
        assertThat(folder.resolve("torn")).isEmptyFile();
    }

    private void assertAgain() throws IOException {
        assertThat(folder.resolve("torn")).isEmptyFile();
        for (String trial : TRIALS) {
            for (String file : List.of("predictions.csv", "model/weights.safetensors", "result.json")) {
                Path again = folder.resolve("whole/trials").resolve(trial).resolve(file);
                assertThat(again)
                        .as(Files.readString(folder.resolve("again")))
                        .exists()
                        .hasSameBinaryContentAs(
                                reference.resolve("run/trials").resolve(trial).resolve(file));
            }
        }
        assertThat(folder.resolve("whole/report.html")).isNotEmptyFile();
        try (Stream<Path> files = Files.walk(folder.resolve("whole"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    private Ran run(String size, String out, int workers, Path cache, String natives) throws Exception {
        return twice(
                size,
                cache,
                natives,
                out,
                List.of("run", "spec.json", "--out", out, "--workers", Integer.toString(workers)));
    }

    private Ran twice(String size, Path cache, String natives, String out, List<String> arguments) throws Exception {
        return Ran.start(
                        folder,
                        Map.of(
                                "PATH",
                                System.getenv("PATH"),
                                "SIZE",
                                size,
                                "NATIVES",
                                natives,
                                "RUN",
                                out,
                                "BAKEOFF_CACHE",
                                cache.toString(),
                                "HOME",
                                folder.toString()),
                        Mounts.command(TWICE, Ran.unpacking(List.of(), arguments)))
                .end();
    }
}
