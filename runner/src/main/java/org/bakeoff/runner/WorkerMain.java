package org.bakeoff.runner;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.bakeoff.runner.data.CacheFolder;
import org.bakeoff.runner.data.DataLoader;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.plugin.PluginPath;
import org.bakeoff.runner.plugin.SystemExit;
import org.bakeoff.runner.progress.Progress;
import org.bakeoff.runner.trial.TrialFile;
import org.bakeoff.runner.trial.Trials;

/**
 * The main class of a worker process: runs a trial for every line on standard input, one after the other, writes its events
 * to standard output, and the line again when the trial is over. It ends when its standard input does, so that it doesn't
 * outlive the process that started it.
 */
final class WorkerMain {

    private WorkerMain() {}

    /**
     * Runs trials until standard input ends.
     *
     * @param arguments the plugin folders
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Thread parent = new Thread(() -> hear(requests), "parent");
        parent.setDaemon(true);
        parent.start();
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        // What a plugin prints must not get between the events.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        SystemExit.watch(System.err::println);
        Wiring wiring = new Wiring(
                new PluginPath(Stream.of(arguments).map(Path::of).toList()),
                new DataLoader.Options(CacheFolder.ofPlatform(), true),
                Trials.Workers.none(WorkerMain.class));
        TrialFile trials = wiring.trials();
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

    private static void hear(BlockingQueue<String> requests) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            // The end, too.
        }
        // Not System.exit: a shutdown hook of a plugin could keep it from ending. Nor Runtime.halt: that takes
        // PyTorch's
        // objects down while a thread computes with them, and the JVM reports a crash.
        NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("_exit").invokeVoid(new Object[] {1});
    }
}
