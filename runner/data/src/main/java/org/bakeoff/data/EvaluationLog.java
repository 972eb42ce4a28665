package org.bakeoff.data;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileMutex;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Counts how often a test set was used, across all runs of this user: the more models are chosen by the same test examples,
 * the less their results say about other examples. Every comparison adds a line to {@code evaluations/HASH.jsonl} in the cache
 * folder, which has the total so far, so that no line before the last need be read; deleting the cache resets the counts.
 */
public final class EvaluationLog {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationLog.class);
    private static final String FOLDER = "evaluations";
    private static final String ENDING = ".jsonl";

    /** Far more than any line has, in bytes. */
    private static final int LONGEST_LINE = 1 << 12;

    /** Far more models than anybody trains. */
    private static final long MOST = 1L << 53;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final CacheFolder cache;

    private record Line(String time, String experiment, int models, long total) {}

    @Inject
    EvaluationLog(DataLoader.Options options) {
        this.cache = options.cache();
    }

    /**
     * Adds a comparison. If the file can't be read or written, it warns and counts this comparison alone.
     *
     * @param test the test set's {@link TestData#sha256}
     * @param experiment the experiment's name
     * @param models the number of trained models that are compared
     * @return the number of trained models that were evaluated on the test set, as far as known, these included
     */
    public long add(String test, String experiment, int models) {
        try {
            Path folder = cache.folder(FOLDER);
            Path file = folder.resolve(test + ENDING);
            return FileMutex.holding(folder.resolve(test + ".lock"), () -> {
                long before = count(file);
                try {
                    append(file, new Line(Instant.now().toString(), experiment, models, before + models));
                } catch (IOException e) {
                    LOG.warn("This evaluation can't be added to {}: {}", file, FileErrors.reason(e));
                }
                return before + models;
            });
        } catch (IOException e) {
            LOG.warn("Earlier evaluations on this test set can't be counted: {}", e.getMessage());
            return models;
        }
    }

    /**
     * Returns how many trained models were evaluated on a test set, as far as a cache knows. Changes nothing.
     *
     * @param test the test set's {@link TestData#sha256}; of any other text nothing is known
     */
    public static long known(CacheFolder cache, String test) {
        if (!SHA256.matcher(test).matches()) {
            return 0;
        }
        try {
            return count(cache.place(FOLDER).resolve(test + ENDING));
        } catch (IOException e) {
            LOG.warn("Evaluations on this test set can't be counted: {}", e.getMessage());
            return 0;
        }
    }

    private static long count(Path file) {
        if (Files.notExists(file)) {
            return 0;
        }
        List<String> lines;
        try {
            OptionalLong total = total(file);
            if (total.isPresent()) {
                return total.getAsLong();
            }
            // Byte by byte, so that invalid UTF-8 spoils only its own line.
            lines = new String(RegularFiles.bytes(file, RegularFiles.LARGEST_TEXT), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException e) {
            LOG.warn("Earlier evaluations can't be counted, since {} can't be read: {}", file, FileErrors.reason(e));
            return 0;
        }
        long count = 0;
        int broken = 0;
        for (String line : lines) {
            int models = models(line);
            count += Math.max(0, models);
            broken += models < 0 ? 1 : 0;
        }
        if (broken > 0) {
            LOG.warn("{} of {} lines of {} are damaged and not counted", broken, lines.size(), file);
        }
        return count;
    }

    /** Returns what the last line says of all; empty if it is damaged, no number of models, or of an earlier version. */
    private static OptionalLong total(Path file) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate(LONGEST_LINE);
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.READ)) {
            channel.position(Math.max(0, channel.size() - LONGEST_LINE));
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Until it is full, or the file ends.
            }
        }
        String end = new String(tail.array(), 0, tail.position(), StandardCharsets.ISO_8859_1);
        if (!end.endsWith("\n")) {
            return OptionalLong.empty();
        }
        String last = end.substring(end.lastIndexOf('\n', end.length() - 2) + 1);
        try {
            JsonNode total = Json.COMPACT.readTree(last).path("total");
            boolean possible = total.canConvertToLong()
                    && total.isIntegralNumber()
                    && total.asLong() >= 0
                    && total.asLong() <= MOST;
            return possible ? OptionalLong.of(total.asLong()) : OptionalLong.empty();
        } catch (JacksonException e) {
            return OptionalLong.empty();
        }
    }

    /** Returns the number of models in a line, or -1 if it is damaged. */
    private static int models(String line) {
        try {
            JsonNode models = Json.COMPACT.readTree(line).path("models");
            return models.isInt() ? models.asInt() : -1;
        } catch (JacksonException e) {
            return -1;
        }
    }

    private static void append(Path file, Line line) throws IOException {
        try (FileChannel channel = RegularFiles.channel(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            // An incomplete line of a process that died must not spoil this one.
            boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
            String text = (torn ? "\n" : "") + Json.COMPACT.writeValueAsString(line) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            channel.position(end);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
