package org.bakeoff.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.HardLinks;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Epoch;
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
     * Writes that a trial has ended.
     *
     * @param whole whether it was trained to its end
     * @throws IOException if it can't be written; the message says so
     */
    default void ended(String trial, boolean whole) throws IOException {}

    /**
     * Writes the test metrics of every trial.
     *
     * @throws IOException if they can't be written; the message says so
     */
    void result(ComparisonResult result) throws IOException;

    /**
     * Returns the values of an epoch by name. What was not measured is left out.
     *
     * @param name makes a name of a measure, loss or accuracy, and whether it is that of the validation examples
     */
    static Map<String, Double> values(Epoch epoch, BiFunction<String, Boolean, String> name) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(name.apply("loss", false), epoch.loss());
        values.put(name.apply("accuracy", false), epoch.accuracy());
        if (epoch.validationLoss() != null) {
            values.put(name.apply("loss", true), epoch.validationLoss());
        }
        if (epoch.validationAccuracy() != null) {
            values.put(name.apply("accuracy", true), epoch.validationAccuracy());
        }
        return values;
    }

    /**
     * Returns the path of a file in a folder that a user named. The folders that it lies in are made; within the named one no link is
     * followed.
     *
     * @param name relative, with {@code /} between the levels
     */
    static Path within(Path folder, String name) throws IOException {
        // The named folder may be a link, at which Java stops.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path file = RegularFiles.within(folder, name);
        RegularFiles.makeFolder(
                folder, folder.relativize(file.resolveSibling("")).toString());
        return file;
    }

    /**
     * Appends to a file, which is made with its folders where it is missing. Even if this thread was interrupted: the checkpoint has the
     * epoch, so that the resumed run wouldn't write it.
     *
     * @param name see {@link #within}
     * @throws IOException if it can't be written; the message says so
     */
    static void append(Path folder, String name, byte[] bytes) throws IOException {
        // Where the bytes belong, even if an interrupt lets a part of them be written again.
        AtomicLong end = new AtomicLong(-1);
        try {
            Cancellation.defer(() -> {
                Path file = within(folder, name);
                HardLinks.separate(file);
                try (FileChannel channel =
                        RegularFiles.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    end.compareAndSet(-1, channel.size());
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer, end.get() + buffer.position());
                    }
                }
                return name;
            });
        } catch (IOException e) {
            throw FileErrors.unwritable(folder.resolve(name), e);
        }
    }
}
