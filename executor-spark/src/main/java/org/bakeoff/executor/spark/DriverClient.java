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
import org.bakeoff.io.RegularFiles;
import org.bakeoff.training.progress.Progress;

/** Connects an attempt at a trial to the driver: reads and writes the trial's folder there, and sends events. */
record DriverClient(PluginContext driver, String key, int attempt) {

    static final String CHECKPOINT = "checkpoint";
    private static final String HISTORY = "history.jsonl";

    /** Fetches the trial's files into an empty folder. */
    void fetch(Path folder) throws IOException {
        for (String name : (String[]) ask(message(Message.Kind.BEGIN))) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            byte[] chunk;
            long offset = 0;
            do {
                chunk = (byte[]) ask(message(Message.Kind.READ).named(name, offset, new byte[0]));
                FileChunks.write(file, offset, chunk);
                offset += chunk.length;
            } while (chunk.length == Message.CHUNK);
        }
    }

    void send(Progress.OfTrial event) {
        String json = Json.COMPACT.writerFor(Progress.OfTrial.class).writeValueAsString(event);
        try {
            driver.send(message(Message.Kind.EVENT).named(json, 0, new byte[0]).packed());
        } catch (IOException e) {
            // A driver that is gone shows at the next request.
        }
    }

    /**
     * Stores the trial's checkpoint, if there is one, with what its history has got since an earlier call.
     *
     * @param sent how many bytes of the history the driver has got from this attempt
     * @return how many it has now
     */
    long storeCheckpoint(Path folder, long sent) throws IOException {
        Path checkpoint = folder.resolve(CHECKPOINT);
        if (!Files.isDirectory(checkpoint)) {
            return sent;
        }
        List<String> names = FileChunks.names(checkpoint).stream()
                .map(name -> CHECKPOINT + "/" + name)
                .toList();
        // The history is read after the checkpoint, so that it is at least as long as that needs.
        List<String> written = write(folder, names);
        long end = append(folder, sent);
        ask(message(Message.Kind.STORE).names(written));
        return end;
    }

    private long append(Path folder, long sent) throws IOException {
        long offset = sent;
        try (FileChannel file = RegularFiles.channel(folder.resolve(HISTORY), StandardOpenOption.READ)) {
            byte[] chunk;
            do {
                chunk = FileChunks.read(file, offset);
                ask(message(Message.Kind.APPEND).named(HISTORY, offset, chunk));
                offset += chunk.length;
            } while (chunk.length == Message.CHUNK);
        } catch (NoSuchFileException e) {
            // No epoch is over.
        }
        return offset;
    }

    /** Makes the trial's folder at the driver like this one. */
    void end(Path folder) throws IOException {
        List<String> names = FileChunks.names(folder);
        ask(message(Message.Kind.END).names(write(folder, names)));
    }

    /** Says that nothing more will be sent. */
    void close() throws IOException {
        ask(message(Message.Kind.CLOSE));
    }

    /** Says why the trial can't be run here, if the driver still listens. */
    void abandon(IOException reason) {
        try {
            ask(message(Message.Kind.ABANDON).named(FileErrors.sentence(reason), 0, new byte[0]));
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Sends files, and returns their names; files that no longer exist are left out. */
    private List<String> write(Path folder, List<String> names) throws IOException {
        List<String> written = new ArrayList<>();
        for (String name : names) {
            // An open file keeps its content if it is replaced meanwhile.
            try (FileChannel file = RegularFiles.channel(folder.resolve(name), StandardOpenOption.READ)) {
                byte[] chunk;
                long offset = 0;
                do {
                    chunk = FileChunks.read(file, offset);
                    ask(message(Message.Kind.WRITE).named(name, offset, chunk));
                    offset += chunk.length;
                } while (chunk.length == Message.CHUNK);
                written.add(name);
            } catch (NoSuchFileException e) {
                // The trial has just ended and removed it.
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
            throw new IOException("the driver doesn't accept a message of this attempt: " + e.getMessage(), e);
        }
    }
}
