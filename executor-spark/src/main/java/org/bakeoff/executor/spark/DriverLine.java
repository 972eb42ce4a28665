package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.plugin.PluginContext;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Progress;

/** What an attempt at a trial has of the driver: the trial's folder there, and somebody who hears its events. */
final class DriverLine {

    static final String CHECKPOINT = "checkpoint";

    private final PluginContext driver;
    private final String key;
    private final int attempt;

    DriverLine(PluginContext driver, String key, int attempt) {
        this.driver = driver;
        this.key = key;
        this.attempt = attempt;
    }

    /** Fetches the trial's files into an empty folder. */
    void fetch(Path folder) throws IOException {
        for (String name : (String[]) ask(message(Message.Kind.BEGIN))) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            byte[] piece;
            long offset = 0;
            do {
                piece = (byte[]) ask(message(Message.Kind.READ).named(name, offset, new byte[0]));
                Pieces.write(file, offset, piece);
                offset += piece.length;
            } while (piece.length == Message.PIECE);
        }
    }

    void tell(Progress.OfTrial event) {
        String json = Json.COMPACT.writerFor(Progress.OfTrial.class).writeValueAsString(event);
        try {
            driver.send(message(Message.Kind.EVENT).named(json, 0, new byte[0]).packed());
        } catch (IOException e) {
            // Whether the driver is there shows in what is asked of it.
        }
    }

    /** Stores the trial's checkpoint, if there is one. */
    void keepCheckpoint(Path folder) throws IOException {
        Path checkpoint = folder.resolve(CHECKPOINT);
        if (Files.isDirectory(checkpoint)) {
            List<String> names = Pieces.names(checkpoint).stream()
                    .map(name -> CHECKPOINT + "/" + name)
                    .toList();
            ask(message(Message.Kind.KEEP).names(write(folder, names)));
        }
    }

    /** Makes the trial's folder at the driver like this one. */
    void end(Path folder) throws IOException {
        List<String> names = Pieces.names(folder);
        ask(message(Message.Kind.END).names(write(folder, names)));
    }

    /** Says that nothing more will come. */
    void over() throws IOException {
        ask(message(Message.Kind.OVER));
    }

    /** Says why the trial can't be run here, if anybody listens. */
    void giveUp(IOException reason) {
        try {
            ask(message(Message.Kind.GIVE_UP).named(FileErrors.sentence(reason), 0, new byte[0]));
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Brings files there; those that are gone by now are left out. */
    private List<String> write(Path folder, List<String> names) throws IOException {
        List<String> written = new ArrayList<>();
        for (String name : names) {
            // A file that is replaced meanwhile stays what it was for whoever has it open.
            try (FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.READ)) {
                byte[] piece;
                long offset = 0;
                do {
                    piece = Pieces.read(file, offset);
                    ask(message(Message.Kind.WRITE).named(name, offset, piece));
                    offset += piece.length;
                } while (piece.length == Message.PIECE);
                written.add(name);
            } catch (NoSuchFileException e) {
                // It was of a trial that has just ended.
            }
        }
        return written;
    }

    private Message message(Message.Kind kind) {
        return Message.of(key, attempt, kind);
    }

    @SuppressWarnings("ProperExceptionHandling")
    private Object ask(Message message) throws IOException {
        try {
            return driver.ask(message.packed());
        } catch (Exception e) {
            throw new IOException("the driver doesn't take what this attempt says: " + e.getMessage(), e);
        }
    }
}
