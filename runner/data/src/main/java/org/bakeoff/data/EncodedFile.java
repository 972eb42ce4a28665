package org.bakeoff.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.io.Sha256;

/**
 * Reads the encoded form of a dataset: one file of any size, checked as a whole when it is opened, by a CRC-32C at its end. Examples
 * stay in the file and are read when they are asked for. The labels of the test set can only be had by {@link #test}.
 */
public final class EncodedFile implements Closeable {

    static final long MAGIC = 0x42414b454f464603L; // "BAKEOFF", format 3

    private static final int CHUNK = 1 << 16;

    /** Bytes of a set's tokens, and of its whole examples, that may stay in memory: 64 MiB, or less where the heap is small. */
    private static final long KEPT = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

    private final PartReader file;
    private final DatasetInfo info;
    private final EncodedExamples train;
    private final TextGroups groups;
    private final EncodedExamples test;
    private final List<String> notes;
    private final Optional<String> encoding;

    private EncodedFile(PartReader file, long mostKept) throws IOException {
        this.file = file;
        int size = file.read(Long.BYTES, Integer.BYTES).getInt();
        ByteBuffer header = file.read(Long.BYTES + Integer.BYTES, size);
        this.info = new DatasetInfo(strings(header), strings(header), header.getInt());
        this.notes = strings(header);
        this.encoding = header.hasRemaining() ? strings(header).stream().findFirst() : Optional.empty();
        ByteBuffer tables = file.read(file.size() - 3 * Long.BYTES, 2 * Long.BYTES);
        this.train = new EncodedExamples(file, tables.getLong(), mostKept);
        this.groups = new TextGroups(train);
        this.test = new EncodedExamples(file, tables.getLong(), mostKept);
    }

    /**
     * Opens a file after checking it as a whole.
     *
     * @throws IOException if it can't be read or isn't what was written
     */
    public static EncodedFile open(Path path) throws IOException {
        return open(path, KEPT);
    }

    static EncodedFile open(Path path, long mostKept) throws IOException {
        PartReader file = reader(path);
        try {
            return read(path, file, mostKept);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static PartReader reader(Path path) throws IOException {
        try {
            return new PartReader(path);
        } catch (NoSuchFileException e) {
            throw new Unusable(path, "it was deleted; the same command makes it anew");
        }
    }

    /** Checks a file as {@link #open} does, and closes it. */
    static void check(Path path) throws IOException {
        try (PartReader file = new PartReader(path)) {
            read(path, file, 0);
        }
    }

    /**
     * Returns the CRC-32C of a file's content, as the file gives it, in hexadecimal digits: it identifies the data.
     *
     * @throws IOException if the file can't be read
     */
    public static String checksum(Path path) throws IOException {
        try (PartReader file = new PartReader(path)) {
            if (file.size() < Long.BYTES) {
                throw new Unusable(path, "it is no encoded dataset of this version");
            }
            return Long.toHexString(
                    file.read(file.size() - Long.BYTES, Long.BYTES).getLong());
        }
    }

    private static EncodedFile read(Path path, PartReader file, long mostKept) throws IOException {
        long size = file.size() - Long.BYTES;
        if (size < 3 * Long.BYTES || file.read(0, Long.BYTES).getLong() != MAGIC) {
            throw new Unusable(path, "it is no encoded dataset of this version");
        }
        CRC32C checksum = new CRC32C();
        for (long position = 0; position < size; position += CHUNK) {
            checksum.update(file.read(position, (int) Math.min(CHUNK, size - position)));
        }
        if (checksum.getValue() != file.read(size, Long.BYTES).getLong()) {
            throw new Unusable(path, "its checksum is wrong");
        }
        try {
            return new EncodedFile(file, mostKept);
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException
                | NegativeArraySizeException e) {
            throw new Unusable(path, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> strings(ByteBuffer content) {
        int count = content.getInt();
        List<String> strings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int length = content.getInt();
            ByteBuffer bytes = content.slice(content.position(), length);
            content.position(content.position() + length);
            strings.add(StandardCharsets.UTF_8.decode(bytes).toString());
        }
        return strings;
    }

    /** Writes a file. */
    static void write(DataSplits splits, OutputStream target) throws IOException {
        write(splits, Optional.empty(), target, EncodedFileWriter.BLOCK);
    }

    /**
     * Writes a file.
     *
     * @param encoding the SHA-256 of the fingerprint of a model's own encoding; empty for the dataset's
     */
    static void write(DataSplits splits, Optional<String> encoding, OutputStream target, int blockBytes)
            throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32C());
        new EncodedFileWriter(checked, blockBytes).write(splits, encoding);
        target.write(EncodedFileWriter.number(checked.getChecksum().getValue()));
    }

    /** Returns the SHA-256 of the file that would be written. */
    static String sha256(DataSplits splits) throws IOException {
        MessageDigest digest = Sha256.digest();
        write(splits, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Sha256.of(digest);
    }

    /** Returns what a trial may see. */
    public TrialData trial() {
        return new TrialData(info, train, train.labels(), groups, test);
    }

    /** Describes what models that are trained on it take. */
    public ModelInput input() {
        return new ModelInput(info, encoding);
    }

    /** Returns what was assumed in reading the data. */
    public List<String> notes() {
        return notes;
    }

    /** Returns the training set, to check the test set against. */
    public ExampleTable train() {
        return train;
    }

    /** Returns the test set with its labels. */
    public TestData test() {
        return new TestData(info, test);
    }

    /** Closes the file: of what it gave, examples can't be read any more. One that isn't closed is when it is garbage. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Reports a file that isn't what was written. */
    static final class Unusable extends IOException {

        private static final long serialVersionUID = 1;

        private final String reason;

        Unusable(Path path, String reason) {
            super("the encoded dataset " + path + " can't be used: " + reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
