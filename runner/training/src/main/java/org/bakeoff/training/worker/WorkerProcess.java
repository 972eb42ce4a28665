package org.bakeoff.training.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.ThrownText;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A JVM that runs trials one after the other, and never outlives this process; {@link WorkerCommand} says what passes between
 * the two.
 */
final class WorkerProcess implements AutoCloseable {

    private static final int LINES_KEPT = 40;

    /** The exit code of a process that was ended by SIGKILL. */
    private static final int KILLED = 137;

    private static final int SHOWN = 20;

    /** The exit codes of a process that Ctrl-C, the end of the terminal or `kill` ended. */
    private static final Set<Integer> BY_USER = Set.of(129, 130, 143);

    /** How long the last words of a process that has ended may take: they are in the pipe already. */
    private static final long DRAIN_MILLIS = 3_000;

    /** How the JVM's report of a crash begins; all its lines begin so. */
    private static final String REPORT = "#";

    private final WorkerCommand command;
    private final Path crash;
    private final Process process;
    private final BufferedReader events;
    private final Writer requests;
    private final Thread drain;
    private final Deque<String> errors = new ArrayDeque<>();
    private volatile boolean ready;

    /**
     * Starts a worker.
     *
     * @param crash the file of the JVM's report if it crashes; %p stands for the process
     */
    WorkerProcess(WorkerCommand command, Path crash) throws IOException {
        this.command = command;
        this.crash = crash;
        process = started(() -> command.start(crash));
        events = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
        drain = new Thread(this::drain);
        drain.setDaemon(true);
        boolean whole = false;
        try {
            whole = started(() -> {
                drain.start();
                return true;
            });
        } finally {
            if (!whole) {
                process.destroyForcibly();
            }
        }
    }

    /** Starts a process or a thread. Java calls it a lack of memory if the system allows no more of them: that is a matter of this worker. */
    private static <T> T started(IoWork<T> start) throws IOException {
        try {
            return start.run();
        } catch (OutOfMemoryError e) {
            throw new IOException(PluginInvoker.memory(e), e);
        }
    }

    /** Returns the environment variables that were set for it. */
    Map<String, String> environment() {
        return command.environment();
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Runs a trial in this process.
     *
     * @param folder the trial's folder, which holds its {@code trial.json}
     * @param listener receives the trial's events
     * @return why it failed; empty if its folder has the outcome
     * @throws IOException if the process can't be reached
     */
    Optional<String> run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        AtomicReference<@Nullable String> failure = new AtomicReference<>();
        boolean over = ask(WorkerLoop.Request.of(folder, encoded).line(), event -> {
            if (event instanceof Progress.TrialFailed failed) {
                failure.set(failed.failure());
            } else {
                listener.accept(event);
            }
        });
        if (over || failure.get() != null) {
            return Optional.ofNullable(failure.get());
        }
        int code = end();
        return Files.exists(folder.resolve(Executor.RESULT))
                ? Optional.empty()
                : Optional.of(describe("its worker process", code, lastWords(), report -> moved(report, folder)));
    }

    /** Moves the JVM's report of a crash, which lies in the run that this process was started for, to that of the trial. */
    private String moved(String named, Path folder) {
        Path report = Path.of(crash.toString().replace("%p", Long.toString(process.pid())));
        Path beside = folder.resolveSibling(report.getFileName());
        if (!named.equals(report.toString()) || beside.equals(report) || !RegularFiles.isFile(report)) {
            return named;
        }
        try {
            RegularFiles.move(report, beside);
            return beside.toString();
        } catch (IOException e) {
            return named;
        }
    }

    /** Waits for the end of a process that is asked nothing; returns how it failed, empty if it did not. */
    Optional<String> failure() throws IOException, InterruptedException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            keep(line);
        }
        int code = end();
        return code == 0
                ? Optional.empty()
                : Optional.of(describe("a process that tries it", code, lastWords(), report -> report));
    }

    /** Returns whether the trial has ended; if not, the process has. */
    private boolean ask(String request, Consumer<Progress.OfTrial> listener) throws IOException {
        synchronized (errors) {
            errors.clear();
        }
        requests.write(request + "\n");
        requests.flush();
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.equals(request)) {
                return true;
            }
            if (line.equals(WorkerLoop.READY)) {
                ready = true;
            } else {
                hear(line, listener);
            }
        }
        return false;
    }

    private void hear(String line, Consumer<Progress.OfTrial> listener) {
        Progress.OfTrial event;
        try {
            event = Json.COMPACT.readValue(line, Progress.OfTrial.class);
        } catch (JacksonException e) {
            // What the JVM prints before the worker sees to its streams.
            keep(line);
            return;
        }
        listener.accept(event);
    }

    /** Reads what it says besides events, to its end: else it waits once the pipe is full. Keeps the beginnings of lines. */
    private void drain() {
        StringBuilder line = new StringBuilder();
        try (Reader words = process.errorReader(StandardCharsets.UTF_8)) {
            for (int next = words.read(); next >= 0; next = words.read()) {
                if (next == '\n' || next == '\r') {
                    keep(line);
                } else if (line.length() < ThrownText.LONGEST) {
                    line.append((char) next);
                }
            }
        } catch (IOException e) {
            // As if it had ended.
        }
        keep(line);
    }

    private void keep(StringBuilder line) {
        if (!line.isEmpty()) {
            keep(line.toString());
            line.setLength(0);
        }
    }

    private void keep(String line) {
        synchronized (errors) {
            errors.add(ThrownText.cut(line));
            if (errors.size() > LINES_KEPT) {
                errors.remove();
            }
        }
    }

    /**
     * Returns whether it has ended, and a signal that the user sent to it as well as to this process may be why. Once it was ready it ignored
     * those, so that an exit code that says so is a plugin's.
     */
    boolean mayHaveBeenInterrupted() throws InterruptedException {
        return !alive() && !ready && BY_USER.contains(end());
    }

    /** Waits for a process that is ending; returns its exit code. */
    int end() throws InterruptedException {
        int code = process.waitFor();
        // A process that the trial started may keep the stream open.
        drain.join(DRAIN_MILLIS);
        return code;
    }

    /** Waits for its end, at most so many nanoseconds. */
    void end(long nanos) throws InterruptedException {
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    /** Asks it to end: it interrupts its trial, which writes a checkpoint. */
    void stop() {
        try {
            // Not the writer, which a thread may hold that waits for the process to read.
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Returns the lines other than events that it wrote last in the current trial. */
    private List<String> lastWords() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /**
     * Describes how a process ended that should not have: a sentence without a full stop.
     *
     * @param process what it is called
     * @param lines what it wrote last
     * @param report gives the place of the JVM's report by the one that it wrote
     */
    private static String describe(String process, int code, List<String> lines, UnaryOperator<String> report) {
        String end = process + " ended with exit code " + code;
        if (code == KILLED) {
            return end + ": it was killed, as Linux does when memory runs out. If that was so, use fewer --workers, a"
                    + " smaller batchSize, shorter texts or a smaller model" + said(lines);
        }
        Optional<String> signal = after(lines, "fatal error", 2);
        return signal.isEmpty()
                ? end + said(lines)
                : end + ": the JVM crashed with " + signal.get().replaceFirst(" at pc=.*", "")
                        + after(lines, "Problematic frame", 1)
                                .map(frame -> " in " + frame)
                                .orElse("")
                        + after(lines, "report file", 1)
                                .map(file -> "; its report is " + report.apply(file))
                                .orElse("");
    }

    private static String said(List<String> lines) {
        List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
        return last.isEmpty() ? "" : "; its last words: " + String.join(" | ", last);
    }

    /** Returns the line of a report that comes so many lines after another. */
    private static Optional<String> after(List<String> lines, String start, int distance) {
        for (int index = 0; index + distance < lines.size(); index++) {
            if (lines.get(index).startsWith(REPORT) && lines.get(index).contains(start)) {
                String line = lines.get(index + distance);
                return line.startsWith(REPORT)
                        ? Optional.of(line.substring(REPORT.length()).strip().replaceAll(" +", " "))
                                .filter(text -> !text.isEmpty())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
