package org.bakeoff.experiment;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.SystemExit;
import org.bakeoff.training.TrialFile;
import org.bakeoff.training.progress.Progress;

/**
 * The main class of a worker process: runs a trial for every line on standard input, one after the other, writes its events
 * to standard output, and the line again when the trial is over. When its standard input ends, so that it doesn't outlive
 * the process that started it, it breaks its trial off, which writes a checkpoint, and ends. Ctrl-C is for that process to
 * heed.
 */
final class WorkerMain {

    /** How long a trial may take to be broken off. */
    private static final long GRACE_MILLIS = 60_000;

    private static final int INTERRUPT = 2;
    private static final int TERMINATE = 15;
    /** What makes the C library ignore a signal. */
    private static final Pointer IGNORE = new Pointer(1);

    private static final NativeLibrary C = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME);

    private WorkerMain() {}

    /**
     * Runs trials until standard input ends.
     *
     * @param arguments the plugin folders
     */
    public static void main(String[] arguments) throws IOException {
        C.getFunction("signal").invokePointer(new Object[] {INTERRUPT, IGNORE});
        C.getFunction("signal").invokePointer(new Object[] {TERMINATE, IGNORE});
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Thread trials = Thread.currentThread();
        Thread parent = new Thread(() -> hear(requests, trials), "parent");
        parent.setDaemon(true);
        parent.start();
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        // What a plugin prints must not get between the events.
        PrintStream words = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(words);
        SystemExit.watch(words::println);
        ExperimentServices services = ExperimentServices.withoutWorkers(
                Stream.of(arguments).map(Path::of).toList(), CacheFolder.ofPlatform(), true);
        try {
            run(services.trialFile(), requests, out);
        } catch (InterruptedException | CancellationException | UncheckedIOException e) {
            // Nobody listens any more.
        } finally {
            end();
        }
    }

    private static void run(TrialFile trials, BlockingQueue<String> requests, OutputStream out)
            throws InterruptedException, IOException {
        while (true) {
            String request = requests.take();
            trials.run(
                    request,
                    event -> send(Json.COMPACT.writerFor(Progress.OfTrial.class).writeValueAsString(event), out));
            send(request, out);
        }
    }

    private static void send(String line, OutputStream out) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hear(BlockingQueue<String> requests, Thread trials) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            // The end, too.
        }
        trials.interrupt();
        try {
            trials.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            // Nobody does so, and the end comes anyway.
        }
        end();
    }

    /**
     * Ends this process. Not by System.exit: a shutdown hook of a plugin could keep it from ending. Nor by Runtime.halt: that
     * takes PyTorch's objects down while a thread computes with them, and the JVM reports a crash.
     */
    private static void end() {
        C.getFunction("_exit").invokeVoid(new Object[] {1});
    }
}
