package org.bakeoff.training.worker;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.SystemExitWatch;
import org.bakeoff.training.progress.Progress;

/**
 * Runs in a worker process: reads a request for a trial from each line of standard input, writes the trial's events to standard
 * output, and then the request again. When standard input ends, the process that started this one has ended or wants it to
 * end: the current trial is interrupted, writes a checkpoint, and the process exits.
 */
public final class WorkerLoop {

    /** How long an interrupted trial may take. */
    private static final long GRACE_MILLIS = 60_000;

    /** The first line of a worker: from now on no signal ends it but SIGKILL. */
    static final String READY = "ready";

    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;

    private static final int HANG_UP = 1;
    private static final int INTERRUPT = 2;
    private static final int TERMINATE = 15;
    /** What makes the C library ignore a signal. */
    private static final Pointer IGNORE = new Pointer(1);

    private static final NativeLibrary C = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream errors;
    private final Thread trials = Thread.currentThread();
    private volatile boolean over;

    private WorkerLoop(InputStream in, OutputStream out, PrintStream errors) {
        this.in = in;
        this.out = out;
        this.errors = errors;
    }

    /**
     * The line that asks a worker process for a trial.
     *
     * @param folder the trial's folder, which holds its {@code trial.json}
     * @param encoded the file of the encoded data
     */
    record Request(String folder, String encoded) {

        static Request of(Path folder, Path encoded) {
            return new Request(
                    folder.toAbsolutePath().toString(), encoded.toAbsolutePath().toString());
        }

        static Request ofLine(String line) {
            return Json.COMPACT.readValue(line, Request.class);
        }

        String line() {
            return Json.COMPACT.writeValueAsString(this);
        }
    }

    /** Runs trials. */
    @FunctionalInterface
    public interface RequestHandler {

        /**
         * Runs a trial once.
         *
         * @param folder the trial's folder, which holds its {@code trial.json}
         * @param encoded the file of the encoded data
         * @param listener receives its events; {@link Progress.TrialFailed} if it failed
         */
        void run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener) throws IOException;
    }

    /**
     * Starts reading requests, and sets this process up: it ignores Ctrl-C and the end of the terminal, which all of its processes are told, says
     * so, and writes nothing but events to standard output.
     */
    public static WorkerLoop start() throws IOException {
        C.getFunction("signal").invokePointer(new Object[] {INTERRUPT, IGNORE});
        C.getFunction("signal").invokePointer(new Object[] {TERMINATE, IGNORE});
        if (!Platform.isWindows()) {
            C.getFunction("signal").invokePointer(new Object[] {HANG_UP, IGNORE});
        }
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        WorkerLoop loop = new WorkerLoop(requestsAlone(), eventsAlone(), errors);
        loop.send(READY);
        Thread reader = new Thread(loop::read, "parent");
        reader.setDaemon(true);
        reader.start();
        System.setOut(errors);
        SystemExitWatch.watch(errors::println);
        return loop;
    }

    /**
     * Returns a stream of standard input that this class alone has. For a plugin, native code or a process of its own standard input is
     * empty then: nobody can read a request that is meant for this class.
     */
    private static InputStream requestsAlone() throws IOException {
        if (Platform.isWindows()) {
            InputStream requests = System.in;
            System.setIn(InputStream.nullInputStream());
            return requests;
        }
        int copy = C.getFunction("dup").invokeInt(new Object[] {IN});
        InputStream requests = new FileInputStream("/dev/fd/" + copy);
        int empty = C.getFunction("open").invokeInt(new Object[] {"/dev/null", 0});
        C.getFunction("dup2").invokeInt(new Object[] {empty, IN});
        C.getFunction("close").invokeInt(new Object[] {empty});
        C.getFunction("close").invokeInt(new Object[] {copy});
        return requests;
    }

    /**
     * Returns a stream to standard output that this class alone has. What native code, a plugin or a process of its own then
     * prints goes to standard error: it can't get between the events, nor keep the pipe open when this process has ended.
     */
    private static OutputStream eventsAlone() throws IOException {
        if (Platform.isWindows()) {
            return new FileOutputStream(FileDescriptor.out);
        }
        int copy = C.getFunction("dup").invokeInt(new Object[] {OUT});
        // By its name, since Java makes no stream of a number.
        OutputStream events = new FileOutputStream("/dev/fd/" + copy);
        C.getFunction("close").invokeInt(new Object[] {copy});
        C.getFunction("dup2").invokeInt(new Object[] {ERR, OUT});
        return events;
    }

    /** Exits the process, which can't run trials, with last words that say why. */
    public void end(String lastWords) {
        errors.println(lastWords);
        exit();
    }

    /** Runs trials on this thread until standard input ends, then exits the process. */
    public void run(RequestHandler handler) throws IOException {
        try {
            while (true) {
                String line = requests.take();
                Request request = Request.ofLine(line);
                handler.run(
                        Path.of(request.folder()),
                        Path.of(request.encoded()),
                        event -> send(
                                Json.COMPACT.writerFor(Progress.OfTrial.class).writeValueAsString(event)));
                send(line);
            }
        } catch (InterruptedException | CancellationException e) {
            // Nobody listens any more.
        } finally {
            exit();
        }
    }

    private void send(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // Whoever has asked is gone, so that the trial writes a checkpoint and ends.
            throw Cancellation.exception();
        }
        // What swallows interrupts, as a sloppy plugin does, keeps nothing from ending.
        if (over && Thread.currentThread().equals(trials) && !trials.isInterrupted()) {
            throw Cancellation.exception();
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            // As if it had ended.
        }
        over = true;
        trials.interrupt();
        try {
            trials.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            // Nothing interrupts this thread, and the process exits anyway.
        }
        exit();
    }

    /**
     * Exits. Not by System.exit: a shutdown hook of a plugin could keep the process alive. Nor by Runtime.halt: that frees
     * PyTorch's objects while a thread computes with them, and the JVM reports a crash.
     */
    private static void exit() {
        C.getFunction("_exit").invokeVoid(new Object[] {1});
    }
}
