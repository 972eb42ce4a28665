package org.bakeoff.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bakeoff.runner.data.CacheFolder;
import org.bakeoff.runner.data.DataLoader;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Progress;
import org.bakeoff.runner.trial.Trials;

/**
 * The main class of a worker process: runs one trial and writes its events to standard output. It ends when its standard
 * input does, so that it doesn't outlive the process that started it.
 */
final class WorkerMain {

    private WorkerMain() {}

    /**
     * Runs a trial.
     *
     * @param arguments the {@code trial.json} and the encoded data
     */
    public static void main(String[] arguments) throws IOException {
        Thread watch = new Thread(() -> endWith(System.in), "parent");
        watch.setDaemon(true);
        watch.start();
        OutputStream events = new FileOutputStream(FileDescriptor.out);
        // What a plugin prints must not get between the events.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Wiring wiring = new Wiring(
                new DataLoader.Options(CacheFolder.ofPlatform(), true), new Trials.Workers(0, WorkerMain.class));
        wiring.trials().run(Path.of(arguments[0]), Path.of(arguments[1]), event -> send(event, events));
    }

    private static void send(Progress.OfTrial event, OutputStream events) {
        try {
            String line = Json.COMPACT.writerFor(Progress.OfTrial.class).writeValueAsString(event) + "\n";
            events.write(line.getBytes(StandardCharsets.UTF_8));
            events.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void endWith(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // The parent never writes; only the end counts.
            }
        } catch (IOException e) {
            // The end, too.
        }
        Runtime.getRuntime().halt(1);
    }
}
