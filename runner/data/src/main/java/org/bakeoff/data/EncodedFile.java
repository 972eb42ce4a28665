package org.bakeoff.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Reads the encoded form of a dataset: one file of flat arrays, written and checked by a
 * CRC-32C at its end. The file is parsed once, when it is opened; texts are decoded when they are asked for. The labels of the
 * test set can only be had by {@link #test}.
 */
public final class EncodedFile {

    static final long MAGIC = 0x42414b454f464602L; // "BAKEOFF", format 2

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final Path path;
    private final DatasetInfo info;
    private final Split train;
    private final Split test;
    private final List<String> notes;

    private EncodedFile(Path path, ByteBuffer content) {
        this.path = path;
        this.info = new DatasetInfo(
                Strings.read(content).all(), Strings.read(content).all(), content.getInt());
        this.train = Split.read(content);
        this.test = Split.read(content);
        this.notes = Strings.read(content).all();
    }

    /**
     * Opens a file after checking it as a whole.
     *
     * @throws IOException if it can't be read or isn't what was written
     */
    public static EncodedFile open(Path path) throws IOException {
        ByteBuffer content = map(path);
        int size = content.limit() - Long.BYTES;
        if (size < 2 * Long.BYTES || content.getLong(0) != MAGIC) {
            throw new Unusable(path, "it is no encoded dataset of this version");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(content.slice(0, size));
        if (checksum.getValue() != content.getLong(size)) {
            throw new Unusable(path, "its checksum is wrong");
        }
        content.position(Long.BYTES);
        try {
            return new EncodedFile(path, content);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Unusable(path, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Writes a file.
     *
     * @throws TooLarge if it would have more than 2 GiB; some of it may have been written by then
     */
    static void write(DataSplits splits, OutputStream target) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32C());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
        new Writer(out).write(splits);
        out.flush();
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    /**
     * Returns the SHA-256 of the file that would be written.
     *
     * @throws TooLarge as {@link #write}
     */
    static String sha256(DataSplits splits) throws IOException {
        MessageDigest digest = Sha256.digest();
        write(splits, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Sha256.of(digest);
    }

    private static ByteBuffer map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IllegalArgumentException e) {
            throw new Unusable(path, "it is larger than 2 GiB");
        }
    }

    /** Returns what a trial may see. */
    public TrialData trial() {
        return new TrialData(
                info, train.tokens(), train.labels(), train.groups().all(), test.tokens());
    }

    /** Returns what was assumed in reading the data. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Returns the training set as examples, to check the test set against.
     *
     * @throws IOException if attributes aren't what was written
     */
    public List<Example> train() throws IOException {
        return examples(train);
    }

    /**
     * Returns the test set with its labels.
     *
     * @throws IOException if attributes aren't what was written
     */
    public TestData test() throws IOException {
        return new TestData(info, examples(test));
    }

    private List<Example> examples(Split split) throws IOException {
        try {
            return split.examples();
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Unusable(path, String.valueOf(e.getMessage()));
        }
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

    /** Reports more data than a file can hold. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("more than 2 GiB of tokens, texts and attributes");
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Split(
            TokenTable tokens, int[] labels, Strings groups, Strings ids, Strings texts, Strings attributes) {

        static Split read(ByteBuffer content) {
            int[] offsets = integers(content, content.getInt() + 1);
            TokenTable tokens = new TokenTable(offsets, integers(content, offsets[offsets.length - 1]));
            return new Split(
                    tokens,
                    integers(content, tokens.size()),
                    Strings.read(content),
                    Strings.read(content),
                    Strings.read(content),
                    Strings.read(content));
        }

        List<Example> examples() {
            return IntStream.range(0, tokens.size())
                    .mapToObj(index -> new Example(
                            ids.get(index),
                            tokens.tokens(index),
                            labels[index],
                            texts.get(index),
                            groups.get(index),
                            Json.COMPACT.readValue(attributes.get(index), ATTRIBUTES)))
                    .toList();
        }
    }

    /**
     * A table of strings that are decoded when they are asked for.
     *
     * @param ends where each ends
     * @param bytes all of them in UTF-8, one after the other
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Strings(int[] ends, ByteBuffer bytes) {

        static Strings read(ByteBuffer content) {
            int[] ends = integers(content, content.getInt());
            int size = ends.length == 0 ? 0 : ends[ends.length - 1];
            ByteBuffer bytes = content.slice(content.position(), size);
            content.position(content.position() + size);
            return new Strings(ends, bytes);
        }

        String get(int index) {
            int start = index == 0 ? 0 : ends[index - 1];
            byte[] string = new byte[ends[index] - start];
            bytes.get(start, string);
            return new String(string, StandardCharsets.UTF_8);
        }

        List<String> all() {
            return IntStream.range(0, ends.length).mapToObj(this::get).toList();
        }
    }

    private static int[] integers(ByteBuffer content, int count) {
        int[] values = new int[count];
        content.asIntBuffer().get(values);
        content.position(content.position() + count * Integer.BYTES);
        return values;
    }

    /** Writes the training set, and the test set with its labels behind its token ids. All numbers are big-endian. */
    private static final class Writer {

        /** The largest size that can be mapped in one piece, less the checksum at the end. */
        private static final long MOST = Integer.MAX_VALUE - Long.BYTES;

        private final DataOutputStream out;

        private Writer(DataOutputStream out) {
            this.out = out;
        }

        private void write(DataSplits splits) throws IOException {
            out.writeLong(MAGIC);
            strings(splits.info().classes(), Function.identity());
            strings(splits.info().vocabulary(), Function.identity());
            out.writeInt(splits.info().length());
            writeExamples(splits.train());
            writeExamples(splits.test());
            strings(splits.notes(), Function.identity());
            room(0);
        }

        private void room(long bytes) throws TooLarge {
            if (out.size() + bytes > MOST) {
                throw new TooLarge();
            }
        }

        private void writeExamples(List<Example> examples) throws IOException {
            out.writeInt(examples.size());
            long offset = 0;
            out.writeInt(0);
            for (Example example : examples) {
                offset += example.tokens().length;
                room(offset * Integer.BYTES);
                out.writeInt((int) offset);
            }
            for (Example example : examples) {
                for (int token : example.tokens()) {
                    out.writeInt(token);
                }
            }
            for (Example example : examples) {
                out.writeInt(example.label());
            }
            strings(examples, Example::group);
            strings(examples, Example::id);
            strings(examples, Example::text);
            strings(examples, example -> Json.COMPACT.writeValueAsString(example.attributes()));
        }

        /** Writes the number of strings, the end of each, and their bytes. */
        private <T> void strings(List<T> items, Function<T, String> text) throws IOException {
            out.writeInt(items.size());
            long end = 0;
            for (T item : items) {
                end += text.apply(item).getBytes(StandardCharsets.UTF_8).length;
                room(end);
                out.writeInt((int) end);
            }
            for (T item : items) {
                out.write(text.apply(item).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
