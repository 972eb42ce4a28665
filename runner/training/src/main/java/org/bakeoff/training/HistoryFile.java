package org.bakeoff.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.HardLinks;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The {@code history.jsonl} of a trial that is being trained: a line for each epoch that has ended. What an epoch costs doesn't
 * depend on how many there were before.
 */
final class HistoryFile {

    static final String NAME = "history.jsonl";

    private static final int BLOCK = 1 << 16;

    private final Path folder;
    private final Path file;
    private MessageDigest sha256 = Sha256.digest();
    private long length;

    /**
     * A place in a history, from which a training can resume.
     *
     * @param bytes how long the file is up to there
     * @param sha256 the SHA-256 of these bytes
     */
    record Mark(long bytes, String sha256) {

        /** Before the first epoch. */
        static final Mark START = new Mark(0, Sha256.of(new byte[0]));
    }

    /** Names the history of a trial, which needn't exist yet. */
    HistoryFile(Path trial) {
        this.folder = trial;
        this.file = trial.resolve(NAME);
    }

    /** Removes what an earlier attempt left. */
    void restart() throws IOException {
        Files.deleteIfExists(TrialFolder.writable(folder, NAME));
        sha256 = Sha256.digest();
        length = 0;
    }

    /**
     * Resumes at a mark, and removes what comes after it.
     *
     * @throws DamagedFileException if the file isn't what it was when the mark was set, and is left alone then
     */
    void resume(Mark mark) throws IOException {
        if (mark.equals(Mark.START)) {
            restart();
            return;
        }
        TrialFolder.reading(file, () -> resumed(mark));
    }

    private Mark resumed(Mark mark) throws IOException {
        try (FileChannel channel =
                RegularFiles.channel(continued(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MessageDigest read = Sha256.digest();
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long position = 0;
            while (position < mark.bytes()) {
                block.clear().limit((int) Math.min(BLOCK, mark.bytes() - position));
                int count = channel.read(block, position);
                if (count < 0) {
                    break;
                }
                read.update(block.flip());
                position += count;
            }
            sha256 = read;
            length = position;
            if (!mark().equals(mark)) {
                throw changed(null);
            }
            channel.truncate(length);
            return mark;
        } catch (NoSuchFileException e) {
            throw changed(e);
        }
    }

    private Path continued() throws IOException {
        Path written = TrialFolder.writable(folder, NAME);
        HardLinks.separate(written);
        return written;
    }

    private DamagedFileException changed(@Nullable Exception cause) {
        return new DamagedFileException(file + " isn't what it was when the checkpoint was written", cause);
    }

    /** Adds an epoch, even if this thread was interrupted. */
    void add(Epoch epoch) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(ChecksummedJson.line(Json.COMPACT.valueToTree(epoch)) + "\n");
        onDisk(channel -> {
            while (line.hasRemaining()) {
                channel.write(line, length + line.position());
            }
        });
        sha256.update(line.rewind());
        length += line.limit();
    }

    /** Returns where the history ends now. */
    Mark mark() {
        try {
            return new Mark(length, Sha256.of((MessageDigest) sha256.clone()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }

    /** Waits until the history is on disk, even if this thread was interrupted. */
    void force() throws IOException {
        if (length > 0) {
            onDisk(channel -> channel.force(true));
        }
    }

    private interface ChannelWork {
        void on(FileChannel channel) throws IOException;
    }

    private void onDisk(ChannelWork work) throws IOException {
        IoWork<Mark> whole = () -> {
            try (FileChannel channel =
                    RegularFiles.channel(continued(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                work.on(channel);
                return Mark.START;
            }
        };
        try {
            Cancellation.defer(whole);
        } catch (IOException e) {
            throw FileErrors.unwritable(file, e);
        }
    }

    /**
     * Reads the history, line by line; there is no file if the model diverged in the first epoch.
     *
     * @param epochs how many epochs there were; null where that isn't known
     * @throws DamagedFileException if these aren't there, one after the other
     * @throws org.bakeoff.io.BakeoffException if it can't be read
     */
    TrainingHistory read(@Nullable Integer epochs) throws IOException {
        TrainingHistory history = first(Integer.MAX_VALUE);
        if (epochs != null && epochs != history.epochs()) {
            throw TrialFolder.changed(file);
        }
        return history;
    }

    /**
     * Reads the first epochs, or all if there are fewer; otherwise as {@link #read(Integer)}.
     *
     * @param most how many
     */
    TrainingHistory first(int most) throws IOException {
        TrainingHistory history =
                TrialFolder.reading(file, () -> RegularFiles.exists(file) ? lines(most) : TrainingHistory.NONE);
        int last = history.last().map(Epoch::epoch).orElse(0);
        if (last != history.epochs()) {
            throw TrialFolder.changed(file);
        }
        return history;
    }

    private TrainingHistory lines(int most) throws IOException {
        TrainingHistory[] history = {TrainingHistory.NONE};
        try {
            ChecksummedJson.lines(file, line -> {
                if (history[0].epochs() < most) {
                    history[0] = history[0].and(Json.COMPACT.treeToValue(line, Epoch.class));
                }
            });
        } catch (CharacterCodingException | JacksonException e) {
            throw TrialFolder.damaged(file, e);
        }
        return history[0];
    }
}
