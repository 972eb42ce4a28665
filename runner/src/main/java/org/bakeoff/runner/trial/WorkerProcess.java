package org.bakeoff.runner.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Progress;
import tools.jackson.core.JacksonException;

/**
 * A JVM with the options and the classpath of this one that runs trials one after the other. It reads a line for every
 * trial, writes the trial's events to its standard output, a line each, and says the line again when the trial is over.
 * When its standard input ends, it breaks its trial off and ends, so that it never outlives this process.
 */
final class WorkerProcess implements AutoCloseable {

    private static final int LINES_KEPT = 40;

    /** What this process may have set for itself, so that it isn't among its options: where natives are unpacked. */
    private static final List<String> OWN_PROPERTIES =
            List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "ai.djl.offline", "jna.tmpdir");

    private final Process process;
    private final BufferedReader events;
    private final Writer requests;
    private final Thread drain;
    private final Deque<String> errors = new ArrayDeque<>();

    /**
     * Starts a worker.
     *
     * @param workers names a class whose main method does what this class says, given the plugin folders
     * @param crash the file of the JVM's report if it crashes; %p stands for the process
     */
    WorkerProcess(Trials.Workers workers, Path crash) throws IOException {
        process = new ProcessBuilder(command(workers, crash)).start();
        events = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
        drain = new Thread(
                () -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(this::keep));
        drain.setDaemon(true);
        drain.start();
    }

    private static List<String> command(Trials.Workers workers, Path crash) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Else both go to the folder that the user happens to be in. What the user says comes later, and counts.
        command.add("-XX:ErrorFile=" + crash);
        command.add("-XX:-CreateCoredumpOnCrash");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib:") && !option.startsWith("-javaagent:"))
                .forEach(command::add);
        OWN_PROPERTIES.stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(workers.main().getName());
        workers.plugins().forEach(folder -> command.add(folder.toAbsolutePath().toString()));
        return command;
    }

    /** Whether it hasn't ended yet. */
    boolean alive() {
        return process.isAlive();
    }

    /**
     * Has it run a trial.
     *
     * @param request the line that says which
     * @param listener hears of the trial's progress
     * @return whether the trial is over; if not, the process is
     * @throws IOException if it can't be asked or heard
     */
    boolean run(String request, Consumer<Progress.OfTrial> listener) throws IOException {
        synchronized (errors) {
            errors.clear();
        }
        requests.write(request + "\n");
        requests.flush();
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.equals(request)) {
                return true;
            }
            hear(line, listener);
        }
        return false;
    }

    private void hear(String line, Consumer<Progress.OfTrial> listener) {
        Progress.OfTrial event;
        try {
            event = Json.COMPACT.readValue(line, Progress.OfTrial.class);
        } catch (JacksonException e) {
            // What native code prints can't be kept off standard output.
            keep(line);
            return;
        }
        listener.accept(event);
    }

    private void keep(String line) {
        synchronized (errors) {
            errors.add(line);
            if (errors.size() > LINES_KEPT) {
                errors.remove();
            }
        }
    }

    /** Waits for the end of a process that is ending; its exit code. */
    int end() throws InterruptedException {
        int code = process.waitFor();
        drain.join(1000);
        return code;
    }

    /** Waits some nanoseconds for its end. */
    void end(long nanos) throws InterruptedException {
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    /** Lets it end: it breaks its trial off, which writes a checkpoint. */
    void stop() {
        try {
            // Not the writer, which a thread may hold that waits for the process to read.
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** The lines that it wrote last in the current trial, none of them being an event. */
    List<String> lastWords() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    /** Ends it at once, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
