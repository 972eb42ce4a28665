package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.bakeoff.report.MarkdownSummary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What goes through the standard streams of commands; it is the same for all. */
@DisabledOnOs(OS.WINDOWS)
class StandardOutputTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void outputThatCantBeWrittenIsAFailure() throws Exception {
        assumeThat(FULL).exists();
        assertThat(bash("\"$@\" >/dev/full", "completion"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Standard output can't be written, so that what is there of it is incomplete. Make room on its"
                                + " disk, or write it elsewhere, and give the command again.\n"));
    }

    @Test
    void aReaderThatEndsEarlyIsNone() throws Exception {
        assertThat(bash("mkfifo pipe && exec 3<>pipe 4>pipe 3>&- && \"$@\" >&4", "completion"))
                .isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void anErrorsCodeIsKept() throws Exception {
        assumeThat(FULL).exists();
        assertThat(bash("\"$@\" >/dev/full 2>&1", "completion", "--nonsense").code())
                .isEqualTo(2);
    }

    @Tag("endurance")
    @Test
    void aSummaryMayFollowTheAnswerInItsFile() throws Exception {
        Files.writeString(folder.resolve("gold.csv"), "id,label\n1,a\n2,b\n3,a\n");
        for (String place : List.of("/dev/stdout", "/dev/fd/3")) {
            assertThat(bash(
                                    "\"$@\" >both.txt 3>>both.txt",
                                    "compare",
                                    "--gold",
                                    "gold.csv",
                                    "--model",
                                    "one=gold.csv",
                                    "--summary-md",
                                    place)
                            .code())
                    .isZero();
            assertThat(folder.resolve("both.txt"))
                    .content()
                    .startsWith("Classes by index: a, b")
                    .contains(MarkdownSummary.BEGINNING);
        }
    }

    /** It can be read once. */
    @Test
    void aSpecMayComeThroughAPipe() throws Exception {
        String spec = "{\"dataset\": {\"plugin\": \"synthetic\"}, \"models\": {\"bow\": {\"plugin\": \"bagofwords\"}}}";
        assertThat(bash("echo '" + spec + "' | \"$@\"", "validate", "/dev/stdin"))
                .extracting(Ran::code, Ran::err)
                .containsExactly(0, "");
    }

    /** Of a plugin, too, that runs in this process: what it prints would otherwise be among lines of JSON. */
    @Test
    void whatACommandPrintsByTheWayIsNoResult() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Bakeoff.execute(new CommandLine(new Talkative())
                            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(out).hasToString("{}\n");
    }

    @Command
    private static final class Talkative implements Runnable {

        @Spec
        private CommandSpec command;

        @Override
        public void run() {
            System.out.println("hello");
            command.commandLine().getOut().println("{}");
        }
    }

    /** It takes as long as shutdown hooks may take. */
    @Tag("endurance")
    @Test
    void aShutdownHookOfAPluginThatDoesNotEndIsNotWaitedFor() throws Exception {
        List<String> command = new ArrayList<>(Ran.bakeoff(List.of(), List.of("completion")));
        command.replaceAll(
                word -> word.equals(Bakeoff.class.getName()) ? getClass().getName() : word);

        assertThat(Ran.start(folder, Map.of("PATH", System.getenv("PATH")), command)
                        .end()
                        .code())
                .isZero();
    }

    /** Runs a command in a process with such a hook. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Nobody interrupts it.
            }
        }));
        Bakeoff.main(arguments);
    }

    private Ran bash(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(Ran.bakeoff(List.of(), List.of(arguments)));
        return Ran.start(folder, Map.of("PATH", System.getenv("PATH")), command).end();
    }
}
