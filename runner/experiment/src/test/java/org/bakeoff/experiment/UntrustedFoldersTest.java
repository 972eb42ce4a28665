package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.spec.SpecException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run directories that hold links and pipes, as one from a repository or an archive may. */
@DisabledOnOs(OS.WINDOWS)
class UntrustedFoldersTest {

    private static TestRun whole;

    @TempDir
    private Path folder;

    /** What must not change, outside of the run directory. */
    private Path outside;

    @BeforeAll
    static void run(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("run"), TestRun.SPEC);
    }

    @BeforeEach
    void makeOutside() throws IOException {
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "mine\n");
    }

    @Tag("endurance")
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "spec.json",
                "run.json",
                "data.json",
                "comparison.json",
                "report.html",
                "run.lock",
                "run.lease",
                "trials",
                "trials/crash-1.log",
                "trials/quick-1",
                "trials/quick-1/trial.json",
                "trials/quick-1/result.json",
                "trials/quick-1/history.jsonl",
                "trials/quick-1/predictions.csv",
                "trials/quick-1/model",
                "trials/quick-1/model/weights.safetensors",
                "trials/quick-1/checkpoint",
                "trials/quick-1/checkpoint/state.safetensors"
            })
    void everyCommandRefusesLinksAndPipesInARunDirectory(String name) throws Exception {
        TestRun run = whole.copyTo(folder.resolve("run"));
        Path entry = run.folder().resolve(name);
        Files.createDirectories(entry.getParent());
        Path target = outside.resolve("target");
        if (Files.exists(entry)) {
            Files.move(entry, target);
        } else {
            Files.writeString(target, "mine");
        }
        SortedMap<String, String> before = contents(outside);
        for (String link : List.of(target.toString(), outside.toString(), "nowhere")) {
            Files.createSymbolicLink(entry, Path.of(link));
            everyCommandRefuses(run.folder(), entry);
            Files.delete(entry);
        }
        pipe(entry);
        everyCommandRefuses(run.folder(), entry);
        assertThat(contents(outside)).isEqualTo(before);
        assertThat(outside.resolveSibling("nowhere")).doesNotExist();
    }

    private void everyCommandRefuses(Path run, Path entry) {
        Path out = folder.resolve("other");
        refused(entry, () -> TestRun.of(run, TestRun.SPEC));
        refused(
                entry,
                () -> Experiment.builder()
                        .spec(TestRun.SPEC)
                        .out(run)
                        .cache(folder.resolve("cache"))
                        .overwrite(true)
                        .build()
                        .run());
        refused(entry, () -> RunReport.render(run));
        refused(entry, () -> TrainedRun.open(run).close());
        refused(entry, () -> TestRun.compare(List.of(run), out, folder.resolve("cache")));
        refused(
                entry,
                () -> new RunReproduction(
                                run,
                                out,
                                OptionalDouble.empty(),
                                List.of(),
                                new CacheFolder(folder.resolve("cache")),
                                true,
                                0)
                        .run(event -> {}));
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"spec.json", "report.html", "run.lock", "run.lease", "trials"})
    void aFolderForANewRunHoldsNoLinks(String name) throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        for (Path target : List.of(outside.resolve("file"), outside, outside.resolve("none"))) {
            Files.createSymbolicLink(run.resolve(name), target);
            refused(
                    run.resolve(name),
                    () -> Experiment.builder()
                            .spec(TestRun.SPEC)
                            .out(run)
                            .cache(folder.resolve("cache"))
                            .overwrite(true)
                            .build()
                            .run());
            Files.delete(run.resolve(name));
        }
        assertThat(contents(outside)).containsOnlyKeys("file").containsValue("mine\n");
    }

    @Test
    void aLockWithASecondNameIsRefused() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.createLink(run.resolve("run.lock"), outside.resolve("file"));

        refused(run.resolve("run.lock"), () -> TestRun.of(run, TestRun.SPEC));
        assertThat(outside.resolve("file")).hasContent("mine\n");
    }

    @Test
    void aRunDirectoryMayItselfBeALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        TestRun.of(link, TestRun.SPEC);
        TestRun.of(link, TestRun.SPEC);

        assertThat(RunReport.render(link)).exists();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real.resolve("trials/quick-1/predictions.csv"))
                .hasSameBinaryContentAs(whole.file("quick-1", "predictions.csv"));
    }

    /** What is in the cache can be made again, so a file there that isn't one is replaced; a folder is not. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".bin", ".json", ".jsonl", ".lock"})
    void aLinkOrAPipeInTheCacheIsNotOpened(String ending) throws Exception {
        whole.copyTo(folder.resolve("first"));
        List<Path> entries;
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            entries = files.filter(file -> file.toString().endsWith(ending)).toList();
        }
        assertThat(entries).isNotEmpty();
        for (Path entry : entries) {
            Path target = outside.resolve("target");
            Files.move(entry, target);
            SortedMap<String, String> before = contents(outside);
            Files.createSymbolicLink(entry, target);
            runIn(folder.resolve("linked"));
            Files.deleteIfExists(entry);
            pipe(entry);
            runIn(folder.resolve("piped"));
            assertThat(contents(outside)).isEqualTo(before);
            Files.deleteIfExists(entry);
            Files.move(target, entry);
        }
    }

    private void runIn(Path run) throws IOException {
        TestRun done = TestRun.of(run, TestRun.SPEC);
        assertThat(done.bytes("quick-1", "predictions.csv")).isEqualTo(whole.bytes("quick-1", "predictions.csv"));
        RecursiveDeletion.of(run);
    }

    @Test
    void aLinkedFolderInTheCacheIsNotFollowed() throws IOException {
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Path encoded = Files.createSymbolicLink(cache.resolve("encoded"), outside);

        refused(encoded, () -> TestRun.of(folder.resolve("run"), TestRun.SPEC));
        assertThat(contents(outside)).containsOnlyKeys("file");
        // The cache itself may be a link.
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        Experiment.builder()
                .spec(TestRun.SPEC)
                .out(folder.resolve("run"))
                .cache(link)
                .build()
                .run();
        assertThat(folder.resolve("real/encoded")).isDirectory();
    }

    @Test
    void pipesThatAUserNamesAreRefused() throws Exception {
        Path pipe = folder.resolve("pipe");
        pipe(pipe);
        Path gold = Files.writeString(folder.resolve("gold.csv"), "id,label\na,0\nb,1\n");

        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> Experiment.builder().spec(pipe).build())
                .withMessageContaining(pipe.toString());
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> PredictionComparison.of(pipe).model("one", List.of(gold)).run(),
                () -> PredictionComparison.of(gold).model("one", List.of(pipe)).run())) {
            assertThat(catchThrowable(attempt))
                    .asInstanceOf(type(BakeoffException.class))
                    .returns(ErrorCode.PREDICTIONS_INVALID, BakeoffException::code)
                    .extracting(Throwable::getMessage, STRING)
                    .contains(pipe.toString());
        }
    }

    @Test
    void aSpecMayComeFromALink() throws IOException {
        Path spec = Files.writeString(outside.resolve("spec.json"), TestRun.SPEC);
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), spec);

        assertThat(Experiment.builder().spec(link).build().spec().models()).hasSize(1);
    }

    private static void refused(Path file, ThrowingCallable attempt) {
        assertThat(catchThrowable(attempt))
                .asInstanceOf(type(BakeoffException.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(ErrorCode.FILE_REFUSED);
                    assertThat(failure.location()).isEqualTo(ErrorLocation.of(file));
                    assertThat(failure.getMessage()).contains(file.toString());
                });
    }

    /** Returns what is in each file of a folder, by its path there. */
    private static SortedMap<String, String> contents(Path folder) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private static void pipe(Path file) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();
    }
}
