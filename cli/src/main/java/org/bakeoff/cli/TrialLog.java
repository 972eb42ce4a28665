package org.bakeoff.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;

/** Writes the learning curves and the test metrics of trials for another tool, as they come. */
interface TrialLog {

    /**
     * Writes an epoch.
     *
     * @throws IOException if it can't be written; the message says so
     */
    void epoch(Progress.EpochEnded ended) throws IOException;

    /**
     * Writes the test metrics of every trial.
     *
     * @throws IOException if they can't be written; the message says so
     */
    void result(ComparisonResult result) throws IOException;

    /**
     * Appends to a file, which is made with its folders where it is missing.
     *
     * @throws IOException if it can't be written; the message says so
     */
    static void append(Path file, byte[] bytes) throws IOException {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            try (FileChannel channel =
                    RegularFiles.channel(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            throw FileErrors.unwritable(file, e);
        }
    }
}
