package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that has ended, in a process of its own or in this one.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Ran(int code, String out, String err) {

    /** Only ends what hangs. */
    private static final long LIMIT_MINUTES = 10;

    /** A process under way. */
    record Running(Process process, Path out, Path err) {

        /** Waits until something is true while it runs. */
        void await(Condition condition) throws IOException, InterruptedException {
            while (!condition.holds()) {
                assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                        .as("it runs on; it said: %s", Files.readString(err))
                        .isFalse();
            }
        }

        /** Waits until it has said something on standard error. */
        void awaitWords(String words) throws IOException, InterruptedException {
            await(() -> Files.readString(err).contains(words));
        }

        Ran end() throws IOException, InterruptedException {
            boolean over = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly().waitFor();
            Ran ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
            assertThat(over).as("ended by itself: %s", ran).isTrue();
            return ran;
        }
    }

    /** Skips a test that interrupts a process: a script's background commands ignore SIGINT, and so does all that they start. */
    static void assumeInterrupts() throws IOException {
        assumeThat(deafToInterrupts())
                .as("this build was started in the background by a shell that lets it ignore interrupts")
                .isFalse();
    }

    /** Linux reports it. */
    private static boolean deafToInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(
                                                line.substring("SigIgn:".length())
                                                        .strip(),
                                                16)
                                        & 2)
                                != 0);
    }

    /** Something that comes true while a process runs. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Starts a command with no environment but what is given. */
    static Running start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        return start(folder, environment, command, "");
    }

    /** The same, with something on its standard input. */
    static Running start(Path folder, Map<String, String> environment, List<String> command, String in)
            throws IOException {
        Running running = waiting(folder, environment, command);
        try (OutputStream all = running.process().getOutputStream()) {
            all.write(in.getBytes(StandardCharsets.UTF_8));
        }
        return running;
    }

    /** The same, with a standard input that stays open. */
    static Running waiting(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /**
     * Runs a command of Bakeoff in this process, which is fast: for all that a process of its own adds nothing to. Its cache is
     * that of the build.
     *
     * @param folder where paths are that begin with {@code ./}, the working directory being another
     */
    static Ran here(Path folder, String... arguments) throws IOException {
        Path real = folder.toRealPath();
        String[] resolved = Stream.of(arguments)
                .map(argument -> argument.startsWith("./") ? real + argument.substring(1) : argument)
                .toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream systemOut = System.out;
        PrintStream systemErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int code = Bakeoff.execute(
                    Bakeoff.commandLine()
                            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8)),
                    resolved);
            return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
    }

    /** The environment of a process with a cache of its own. */
    static Map<String, String> environment(Path cache) {
        return Map.of("BAKEOFF_CACHE", cache.toString(), "PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8");
    }

    /** Sends a signal to processes, all at once. */
    static void signal(String name, Stream<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> kill.add(Long.toString(process.pid())));
        new ProcessBuilder(kill).start().waitFor();
    }

    /** The command that starts Bakeoff as its launcher does, but for PyTorch's natives, which all share that don't test them. */
    static List<String> bakeoff(List<String> options, List<String> arguments) {
        String natives = System.getenv("DJL_CACHE_DIR");
        return natives == null
                ? unpacking(options, arguments)
                : unpacking(
                        Stream.concat(Stream.of("-DDJL_CACHE_DIR=" + natives), options.stream())
                                .toList(),
                        arguments);
    }

    /** The command that starts Bakeoff as its launcher does, with PyTorch's natives in its own cache. */
    static List<String> unpacking(List<String> options, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-Xmx512m"));
        all.addAll(options);
        return java(all, Bakeoff.class, arguments);
    }

    /** The command that starts a program with this class path, and with what the launcher tells Java. */
    static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_custom_class_loading=CHILD",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
