package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunLease;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages about run directories that are taken, or can't be made. */
class RunDirectoryMessagesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void renewOften() {
        System.setProperty("bakeoff.leaseMillis", "200");
    }

    @AfterEach
    void renewAsUsual() {
        System.clearProperty("bakeoff.leaseMillis");
    }

    /** Hadoop's file systems ignore what follows, so that two such addresses would be one place. */
    @ParameterizedTest
    @CsvSource({"'#1', '#1'", "?2, ?***", "'#', '#'", "?, ?"})
    void anAddressWithMoreThanAPathIsRefused(String end, String shown) {
        ErrorMessage.check(
                () -> Experiment.builder()
                        .spec(TestRun.SPEC)
                        .out(URI.create("hdfs://host/run" + end))
                        .build(),
                ErrorCode.EXECUTOR_INVALID,
                "The run directory can't be at hdfs://host/run" + shown
                        + ", since what follows ? or # is no part of an address's path. Write %3F or %23 for them in the"
                        + " name of a folder.");
    }

    /** A format that only the text of the file names, with a checksum that is wrong then, or one that fits, or none. */
    @ParameterizedTest
    @CsvSource({"3, has format 3", "'\"2\"', 'has format \"2\"'", "null, has format null", ", names no format"})
    void aRunDirectoryOfAnotherFormatIsRefused(@Nullable String format, String named) throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), TestRun.SPEC);
        Path comparison = run.folder().resolve("comparison.json");
        String written = Files.readString(comparison);
        String changed = written.replaceFirst(
                "\"format\" : 2,", format == null ? "" : Matcher.quoteReplacement("\"format\" : " + format + ","));
        String message = comparison + " is of another version of Bakeoff: it " + named
                + ", and this Bakeoff reads format 2. Use the version that wrote it, or run the experiment again, with"
                + " --out or --overwrite.";
        List<ThrowingCallable> readers = List.of(
                () -> RunReport.render(run.folder()),
                () -> TestRun.compare(List.of(run.folder()), folder.resolve("out"), folder.resolve("cache")),
                () -> new RunReproduction(
                                run.folder(),
                                folder.resolve("out"),
                                OptionalDouble.empty(),
                                List.of(),
                                new CacheFolder(folder.resolve("cache")),
                                true,
                                0)
                        .run(event -> {}),
                () -> TrainedRun.open(run.folder()),
                () -> TestRun.of(run.folder(), TestRun.SPEC));
        for (String text : List.of(changed, changed.replaceFirst(",\\s*\"checksum\" : \"\\w+\"", ""))) {
            Files.writeString(comparison, text);
            for (ThrowingCallable reader : readers) {
                ErrorMessage.check(reader, ErrorCode.RUN_DAMAGED, message);
            }
            assertThat(comparison).hasContent(text);
        }

        Experiment.builder()
                .spec(TestRun.SPEC)
                .out(run.folder())
                .cache(folder.resolve("cache"))
                .overwrite(true)
                .build()
                .run();
        assertThat(run.comparison().path("format").asInt()).isEqualTo(2);
    }

    @Test
    void runDirectoriesThatAreTaken() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), TestRun.SPEC);
        ErrorMessage.check(
                () -> TestRun.of(run.folder(), TestRun.SPEC.replace("\"test\": 20", "\"test\": 21")),
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                run.folder()
                        + " holds a run of another experiment:\n  /dataset/config/test was 20, is now 21\nTo resume"
                        + " that one, undo what has changed. Else choose another folder with --out, or start over with"
                        + " --overwrite, which deletes what is there.");
        ErrorMessage.check(
                () -> TestRun.compare(List.of(run.folder()), run.folder(), folder.resolve("cache")),
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                run.folder() + " holds an earlier run. Move or delete it, or choose another folder with --out.");
        try (HeldRunDirectory held = new RunDirectory(run.folder()).hold()) {
            ErrorMessage.check(
                    () -> TestRun.of(run.folder(), TestRun.SPEC),
                    ErrorCode.RUN_DIRECTORY_IN_USE,
                    run.folder() + " is in use: this process runs an experiment there. Wait until it is over, or choose"
                            + " another folder with --out.");
            held.keep();
        }
        OtherMachine other = new OtherMachine();
        ErrorMessage.check(
                () -> RunLease.take(other, "hdfs://host/run", ErrorLocation.NONE),
                ErrorCode.RUN_DIRECTORY_IN_USE,
                "hdfs://host/run is in use: " + other.described() + " has run an experiment there since "
                        + "2026-11-26T10:00:00Z. Wait until it is over, or choose another folder with --out.");
        ErrorMessage.check(
                () -> {
                    other.taken = false;
                    try (RunLease lease = RunLease.take(other, "hdfs://host/run", ErrorLocation.NONE)) {
                        lease.whileHeld(() -> {
                            other.taken = true;
                            return other.awaitInterruption();
                        });
                    }
                },
                ErrorCode.RUN_DIRECTORY_LOST,
                "hdfs://host/run was taken over by " + other.described() + " at 2026-11-26T10:00:00Z, because this run"
                        + " had given no sign of life for 1 s. Let that run end: it has resumed this one. To run both,"
                        + " choose another folder with --out.");
        RunDirectory gone = new RunDirectory(folder.resolve("gone"));
        ErrorMessage.check(
                () -> {
                    try (HeldRunDirectory held = gone.hold()) {
                        RecursiveDeletion.of(gone.path());
                        held.check();
                    }
                },
                ErrorCode.RUN_DIRECTORY_LOST,
                gone.path() + " was deleted while a run went on there. Give the same command again; what is still there"
                        + " is kept.");
        Path file = Files.createFile(folder.resolve("file"));
        ErrorMessage.check(
                () -> TestRun.of(file, TestRun.SPEC),
                ErrorCode.FILE_UNUSABLE,
                "Can't make the folder " + file
                        + ": a file of that name is in the way. Choose another one with --out.");
        ErrorMessage.check(
                () -> TestRun.of(file.resolve("below"), TestRun.SPEC),
                ErrorCode.FILE_UNUSABLE,
                "Can't write to the folder " + file.resolve("below")
                        + ": Not a directory. Choose another one with --out.");
        Experiment uncached = Experiment.builder()
                .spec(TestRun.SPEC)
                .out(folder.resolve("none"))
                .cache(file)
                .build();
        ErrorMessage.check(
                () -> uncached.run(event -> {}),
                ErrorCode.FILE_UNUSABLE,
                "Can't write to the cache folder " + file
                        + ": Not a directory. Set BAKEOFF_CACHE to a folder that can be written to.");
    }
}
