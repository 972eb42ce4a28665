package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program under way.
 *
 * @param process its process
 * @param out what it writes to standard output
 * @param err what it writes to standard error
 */
record Program(Process process, Path out, Path err) {

    static final Path CLI = Path.of("../cli/target/lib").toAbsolutePath().normalize();
    static final Path SPARK = Path.of("target/lib").toAbsolutePath();

    static final Path S3A = Path.of("target/s3a").toAbsolutePath();
    static final Path SERVERS = Path.of("target/servers").toAbsolutePath();

    /** Only ends what hangs. */
    private static final long LIMIT_MINUTES = 10;

    /** Starts a JVM. */
    static Program java(Path folder, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:-UsePerfData");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Program(process, out, err);
    }

    /** Starts Bakeoff as its launcher does, with the executor's jars or without. */
    static Program bakeoff(Path folder, Path cache, boolean spark, List<String> arguments) throws IOException {
        return bakeoff(folder, cache, CLI + "/*" + (spark ? ":" + SPARK + "/*" : ""), arguments);
    }

    /** Starts Bakeoff with the executor's jars, and another one. */
    static Program bakeoffWith(Path jar, Path folder, Path cache, List<String> arguments) throws IOException {
        return bakeoff(folder, cache, CLI + "/*:" + SPARK + "/*:" + jar, arguments);
    }

    private static Program bakeoff(Path folder, Path cache, String classPath, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_custom_class_loading=CHILD",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dbakeoff.checkpointSeconds=1",
                "-cp",
                classPath,
                "org.bakeoff.cli.Bakeoff"));
        all.addAll(arguments);
        return java(
                folder,
                Map.of("BAKEOFF_CACHE", cache.toString(), "GOMP_SPINCOUNT", "10000", "SPARK_LOCAL_IP", "127.0.0.1"),
                all);
    }

    /** Starts Bakeoff with the executor's jars, and those for S3. */
    static Program bakeoffWithS3(Path folder, Path cache, List<String> arguments) throws IOException {
        return bakeoff(folder, cache, CLI + "/*:" + SPARK + "/*:" + S3A + "/*", arguments);
    }

    String says() throws IOException {
        return Files.readString(err);
    }

    /** Waits for something while it runs. */
    void await(BooleanSupplier something) throws IOException, InterruptedException {
        while (!something.getAsBoolean()) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("it runs on, but says: %s%s", Files.readString(out), says())
                    .isFalse();
        }
    }

    /** Waits for its end, with an exit code. */
    Program end(int code) throws IOException, InterruptedException {
        boolean over = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        assertThat(over).as("it ends, and says: %s", says()).isTrue();
        assertThat(process.exitValue())
                .as("exit code; it says: %s%s", Files.readString(out), says())
                .isEqualTo(code);
        return this;
    }

    /** Interrupts it as Ctrl-C does, by a signal that background commands of a script receive, too. */
    void interrupt() {
        process.destroy();
    }

    /** Ends it and all that it started, at once. */
    void kill() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly().waitFor();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
