package org.bakeoff.training.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.plugins.ThrownText;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the code of a trial may do to the streams of its worker: real processes, whose trial is the fault. */
@DisabledOnOs(OS.WINDOWS)
class WorkerProcessTest {

    private static final int LONG_LINE = 10_000_000;

    @TempDir
    private Path folder;

    /** Is the worker: runs what the name of the trial's folder says. */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop.start().run(WorkerProcessTest::misbehave);
    }

    private static void misbehave(Path trial, Path encoded, Consumer<Progress.OfTrial> listener) throws IOException {
        switch (trial.getFileName().toString()) {
            case "half" -> new FileOutputStream(FileDescriptor.out).write("50%".getBytes(StandardCharsets.UTF_8));
            case "child" -> {
                Process child = new ProcessBuilder("sleep", "3600").inheritIO().start();
                Files.writeString(encoded, Long.toString(child.pid()));
                Runtime.getRuntime().halt(137);
            }
            case "exit" -> System.exit(130);
            case "crash" -> {
                // As the JVM itself does when it crashes.
                Path report = encoded.resolveSibling(
                        "crash-" + ProcessHandle.current().pid() + ".log");
                Files.writeString(report, "# Problematic frame");
                new FileOutputStream(FileDescriptor.err)
                        .write(("# A fatal error\n#\n#  SIGSEGV (0xb)\n" + "# An error report file is saved as:\n# "
                                        + report + "\n")
                                .getBytes(StandardCharsets.UTF_8));
                Runtime.getRuntime().halt(134);
            }
            default -> {
                OutputStream errors = new FileOutputStream(FileDescriptor.err);
                for (int written = 0; written < LONG_LINE; written += 1000) {
                    errors.write("x".repeat(1000).getBytes(StandardCharsets.UTF_8));
                }
                Runtime.getRuntime().halt(3);
            }
        }
        listener.accept(new Progress.TrialFailed("trial", "as asked"));
    }

    @Test
    void whatIsPrintedWithoutALineBreakHidesNoEvent() throws Exception {
        List<Progress.OfTrial> events = new ArrayList<>();

        assertThat(run("half", events::add)).contains("as asked");

        assertThat(events).isEmpty();
    }

    @Tag("endurance")
    @Test
    void aProcessThatATrialLeavesBehindIsNotWaitedFor() throws Exception {
        Optional<String> failure = run("child", event -> {});

        long child = Long.parseLong(Files.readString(folder.resolve("encoded")));
        Optional<ProcessHandle> left = ProcessHandle.of(child);
        assertThat(left).isPresent();
        left.get().destroyForcibly();
        assertThat(failure.orElseThrow()).contains("exit code 137");
    }

    /** Its pool waits only for the signal that may have ended a worker. */
    @Test
    void theExitCodeOfAnInterruptIsThePluginsOwnOnceAWorkerIsReady() throws Exception {
        try (WorkerProcess worker = worker()) {
            assertThat(worker.run(folder.resolve("exit"), folder.resolve("encoded"), event -> {})
                            .orElseThrow())
                    .contains("exit code 130");
            assertThat(worker.mayHaveBeenInterrupted()).isFalse();
        }
    }

    /** A worker outlives the run that it was started for, and with that its folder. */
    @Test
    void theReportOfACrashIsWhereTheTrialIs() throws Exception {
        Path trials = Files.createDirectory(folder.resolve("another"));
        try (WorkerProcess worker = worker()) {
            String failure = worker.run(trials.resolve("crash"), folder.resolve("encoded"), event -> {})
                    .orElseThrow();

            Path report = RegularFiles.list(trials).get(0);
            assertThat(failure).contains("crashed with SIGSEGV").endsWith("its report is " + report);
            assertThat(report).hasContent("# Problematic frame");
            assertThat(folder).isDirectoryNotContaining("glob:**crash-*");
        }
    }

    @Test
    void ofAnEndlessLineOnlyTheBeginningIsKept() throws Exception {
        assertThat(run("line", event -> {}).orElseThrow())
                .contains("exit code 3")
                .contains("x".repeat(ThrownText.LONGEST))
                .hasSizeLessThan(2 * ThrownText.LONGEST);
    }

    /** As by an update of Bakeoff: its trials would be of other code, and nothing would say so. */
    @Test
    void noWorkerBeginsOnceAJarOfTheRunWasReplaced() throws Exception {
        String classPath = System.getProperty("java.class.path");
        Path jar = Files.writeString(folder.resolve("own.jar"), "one");
        System.setProperty("java.class.path", classPath + File.pathSeparator + jar);
        try (WorkerPool pool =
                new WorkerPool(WorkerProcessTest.class, List.of(), GpuAssignment.none(), OwnJars.here())) {
            assertThat(pool.run(folder.resolve("half"), folder.resolve("encoded"), event -> {}))
                    .contains("as asked");
            Files.writeString(jar, "another");
            assertThatIOException()
                    .isThrownBy(() -> pool.run(folder.resolve("half"), folder.resolve("encoded"), event -> {}))
                    .withMessageContaining(jar + " was replaced");
            Files.delete(jar);
            assertThatIOException()
                    .isThrownBy(() -> pool.run(folder.resolve("half"), folder.resolve("encoded"), event -> {}))
                    .withMessageContaining(jar + " was replaced or deleted");
        } finally {
            System.setProperty("java.class.path", classPath);
        }
    }

    private Optional<String> run(String fault, Consumer<Progress.OfTrial> listener) throws Exception {
        try (WorkerProcess worker = worker()) {
            return worker.run(folder.resolve(fault), folder.resolve("encoded"), listener);
        }
    }

    private WorkerProcess worker() throws IOException {
        WorkerCommand command = new WorkerCommand(
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                WorkerProcessTest.class.getName(),
                List.of(),
                Map.of());
        return new WorkerProcess(command, folder.resolve("crash-%p.log"));
    }
}
