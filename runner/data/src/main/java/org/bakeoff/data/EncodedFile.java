package org.bakeoff.data;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Reads the encoded form of a dataset: one file of flat arrays, written by {@link EncodedFileWriter} and checked by a
 * CRC-32C at its end. The labels of the test half can only be had by {@link #test}.
 */
public final class EncodedFile {

    static final long MAGIC = 0x42414b454f464601L; // "BAKEOFF", format 1

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final Path path;

    private EncodedFile(Path path) {
        this.path = path;
    }

    /**
     * Opens a file after checking it as a whole.
     *
     * @throws IOException if it can't be read or isn't what was written
     */
    public static EncodedFile open(Path path) throws IOException {
        EncodedFile file = new EncodedFile(path);
        ByteBuffer content = file.map();
        int size = content.limit() - Long.BYTES;
        if (size < 2 * Long.BYTES || content.getLong(0) != MAGIC) {
            throw file.corrupt("it is no encoded dataset of this version");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(content.slice(0, size));
        if (checksum.getValue() != content.getLong(size)) {
            throw file.corrupt("its checksum is wrong");
        }
        return file;
    }

    /** What a trial may see. */
    public TrialData trial() throws IOException {
        return parse(content -> {
            DatasetInfo info = info(content);
            TokenTable train = tokens(content);
            int[] labels = integers(content, train.size());
            List<String> groups = strings(content);
            skipStrings(content, 3);
            return new TrialData(info, train, labels, groups, tokens(content));
        });
    }

    /** The training half as examples, to check the test half against. */
    public List<Example> train() throws IOException {
        return parse(content -> {
            info(content);
            TokenTable tokens = tokens(content);
            int[] labels = integers(content, tokens.size());
            List<String> groups = strings(content);
            return examples(content, tokens, labels, groups);
        });
    }

    /** The test half with its labels. */
    public TestData test() throws IOException {
        return parse(content -> {
            DatasetInfo info = info(content);
            int train = tokens(content).size();
            content.position(content.position() + train * Integer.BYTES);
            skipStrings(content, 4);
            TokenTable tokens = tokens(content);
            int[] labels = integers(content, tokens.size());
            List<String> groups = strings(content);
            return new TestData(info, examples(content, tokens, labels, groups));
        });
    }

    private static List<Example> examples(ByteBuffer content, TokenTable tokens, int[] labels, List<String> groups) {
        List<String> ids = strings(content);
        List<String> texts = strings(content);
        List<String> attributes = strings(content);
        List<Example> examples = new ArrayList<>(tokens.size());
        for (int index = 0; index < tokens.size(); index++) {
            examples.add(new Example(
                    ids.get(index),
                    tokens.tokens(index),
                    labels[index],
                    texts.get(index),
                    groups.get(index),
                    Json.COMPACT.readValue(attributes.get(index), ATTRIBUTES)));
        }
        return examples;
    }

    private interface Parser<T> {
        T parse(ByteBuffer content);
    }

    private <T> T parse(Parser<T> parser) throws IOException {
        ByteBuffer content = map();
        content.position(Long.BYTES);
        try {
            return parser.parse(content);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException | JacksonException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
    }

    private ByteBuffer map() throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IllegalArgumentException e) {
            throw corrupt("it is larger than 2 GiB");
        }
    }

    private Unusable corrupt(String reason) {
        return new Unusable(path, reason);
    }

    /** A file that isn't what was written. */
    static final class Unusable extends IOException {

        private static final long serialVersionUID = 1;

        private final String reason;

        Unusable(Path path, String reason) {
            super("the encoded dataset " + path + " can't be used: " + reason);
            this.reason = reason;
        }

        /** Why, without the path. */
        String reason() {
            return reason;
        }
    }

    private static DatasetInfo info(ByteBuffer content) {
        List<String> classes = strings(content);
        List<String> vocabulary = strings(content);
        return new DatasetInfo(classes, vocabulary, content.getInt());
    }

    private static TokenTable tokens(ByteBuffer content) {
        int[] offsets = integers(content, content.getInt() + 1);
        return new TokenTable(offsets, integers(content, offsets[offsets.length - 1]));
    }

    private static int[] integers(ByteBuffer content, int count) {
        int[] values = new int[count];
        content.asIntBuffer().get(values);
        content.position(content.position() + count * Integer.BYTES);
        return values;
    }

    private static List<String> strings(ByteBuffer content) {
        int count = content.getInt();
        int[] ends = integers(content, count);
        List<String> strings = new ArrayList<>(count);
        int start = 0;
        for (int end : ends) {
            byte[] bytes = new byte[end - start];
            content.get(bytes);
            strings.add(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            start = end;
        }
        return strings;
    }

    private static void skipStrings(ByteBuffer content, int tables) {
        for (int table = 0; table < tables; table++) {
            int[] ends = integers(content, content.getInt());
            int bytes = ends.length == 0 ? 0 : ends[ends.length - 1];
            content.position(content.position() + bytes);
        }
    }
}
