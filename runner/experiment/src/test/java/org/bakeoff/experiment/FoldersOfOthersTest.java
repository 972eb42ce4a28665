package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.run.RunDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that are no run directories, and hold files of a user that have the names of a run's. */
class FoldersOfOthersTest {

    @TempDir
    private static Path shared;

    private static TestRun whole;

    @TempDir
    private Path folder;

    @BeforeAll
    static void run() throws IOException {
        whole = TestRun.of(shared.resolve("run"), TestRun.SPEC);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"spec.json", "data.json", "run.json", "comparison.json", "report.html", "trials/interviews.txt"})
    void filesOfAUserAreNeitherReplacedNorDeleted(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"mine\": 1} // mine\n");
        Files.writeString(folder.resolve("run.lock"), "1234\n");

        occupied(() -> run(folder, false));
        occupied(() -> run(folder, true));
        occupied(() -> TestRun.compare(List.of(whole.folder()), folder, shared.resolve("cache")));
        occupied(() -> new RunReproduction(
                        whole.folder(),
                        folder,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(shared.resolve("cache")),
                        true,
                        0)
                .run(event -> {}));
        assertThat(file).hasContent("{\"mine\": 1} // mine\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Where the other run's --overwrite would delete it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"trials/new", "trials/quick-1", "below/it", "link/new", "link"})
    void theRunDirectoryOfAnotherRunIsLeftAlone(String name) throws IOException {
        TestRun run = whole.copyTo(folder.resolve("run"));
        Files.createSymbolicLink(run.folder().resolveSibling("link"), run.file("quick-1", "."));
        Path out = name.startsWith("link") ? folder.resolve(name) : run.folder().resolve(name);

        occupied(out, () -> run(out, false));
        occupied(out, () -> run(out, true));
        occupied(out, () -> TestRun.compare(List.of(whole.folder()), out, shared.resolve("cache")));
        occupied(
                out,
                () -> Experiment.builder()
                        .spec(TestRun.SPEC)
                        .cache(shared.resolve("cache"))
                        .build()
                        .export(out, DataExport.Format.CSV, event -> {}));
        assertThat(run.folder().resolve("below")).doesNotExist();
        assertThat(run.folder().resolve("trials/new")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"notes.txt", "quick/run.json"})
    void aFolderWithOtherFilesIsLeftAlone(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        occupied(() -> run(folder, false));
        occupied(() -> run(folder, true));
        occupied(() -> TestRun.compare(List.of(whole.folder()), folder, shared.resolve("cache")));

        assertThat(folder).isDirectoryNotContaining("glob:**.json");
        assertThat(file).hasContent("mine");
    }

    @Test
    void hiddenAndEmptyFilesAndThoseThatCameLaterAreNoHindrance() throws IOException {
        Files.writeString(folder.resolve(".gitignore"), "*");
        Files.createFile(folder.resolve("output.txt"));

        run(folder, false);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        run(folder, true);

        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"spec.json", "data.json", "run.json", "comparison.json"})
    void aRunThatLostAFileIsStillARun(String name) throws IOException {
        TestRun run = whole.copyTo(folder.resolve("run"));
        Files.writeString(run.folder().resolve(name), "{");

        run(run.folder(), true);

        assertThat(run.file("quick-1", "predictions.csv"))
                .hasSameBinaryContentAs(whole.file("quick-1", "predictions.csv"));
    }

    private void occupied(ThrowingCallable attempt) {
        occupied(folder, attempt);
    }

    private static void occupied(Path out, ThrowingCallable attempt) {
        assertThat(catchThrowable(attempt))
                .asInstanceOf(type(BakeoffException.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
                    assertThat(failure.location()).isEqualTo(ErrorLocation.of(new RunDirectory(out).path()));
                });
    }

    private static void run(Path out, boolean overwrite) {
        Experiment.builder()
                .spec(TestRun.SPEC)
                .out(out)
                .cache(shared.resolve("cache"))
                .overwrite(overwrite)
                .build()
                .run();
    }
}
