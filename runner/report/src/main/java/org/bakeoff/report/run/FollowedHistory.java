package org.bakeoff.report.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.RunFiles.EpochMetrics;
import org.bakeoff.report.run.TrialProgress.Training;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the history of a trial that may be under way. What was read before isn't read again, unless a trial has begun again or resumed
 * from an earlier epoch meanwhile: then the last line that was read is another one.
 */
final class FollowedHistory {

    private static final int BLOCK = 1 << 16;

    private final int most;
    private Thinning<EpochMetrics> epochs;
    private double seconds;
    private int done;
    private long position;
    private byte[] last = {};

    /**
     * Has read nothing yet.
     *
     * @param most how many epochs are kept, at most; of 0 none is read
     */
    FollowedHistory(int most) {
        this.most = most;
        this.epochs = new Thinning<>(most);
    }

    int most() {
        return most;
    }

    /** Reads what is new, up to what is no whole line of a history yet. */
    Training read(Path file) {
        if (most == 0 || file.toFile().length() > RegularFiles.LARGEST_TEXT) {
            return Training.NONE;
        }
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.READ)) {
            if (!continues(channel)) {
                begin();
            }
            add(channel);
        } catch (JacksonException e) {
            // Its last line is being written.
        } catch (IOException e) {
            // There is none.
            begin();
        }
        return new Training(done, seconds, epochs.kept());
    }

    private void begin() {
        epochs = new Thinning<>(most);
        seconds = 0;
        done = 0;
        position = 0;
        last = new byte[0];
    }

    private boolean continues(FileChannel channel) throws IOException {
        ByteBuffer before = ByteBuffer.allocate(last.length);
        return channel.read(before, position - last.length) == last.length && Arrays.equals(before.array(), last);
    }

    private void add(FileChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long next = position;
        while (line.size() < BLOCK && channel.read(block.clear(), next) > 0) {
            block.flip();
            next += block.remaining();
            while (block.hasRemaining()) {
                byte one = block.get();
                line.write(one);
                if (one == '\n') {
                    add(line.toByteArray());
                    line.reset();
                }
            }
        }
    }

    private void add(byte... line) {
        JsonNode json = ChecksummedJson.read(new String(line, StandardCharsets.UTF_8));
        epochs.add(Json.COMPACT.treeToValue(json, EpochMetrics.class));
        seconds += json.path("seconds").asDouble(0);
        done++;
        position += line.length;
        last = line;
    }
}
