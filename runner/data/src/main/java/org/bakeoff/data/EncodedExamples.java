package org.bakeoff.data;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * Reads examples from an encoded file when they are asked for. In memory are eight bytes an example, its label and where its tokens
 * lie, and some hundred bytes a block; {@link EncodedFileWriter} describes the file.
 */
final class EncodedExamples implements ExampleTable {

    private static final TypeReference<Map<String, String>> JSON = new TypeReference<>() {};
    private static final int COLUMNS = EncodedColumn.values().length;

    private final PartReader file;
    /** The number of the first example of each block, and last the number of examples. */
    private final int[] firsts;
    /** Where each block lies. */
    private final long[] positions;
    /** Of each block, where each of its columns lies, and last where it ends. */
    private final long[][] columns;

    private final int[] labels;
    /** Where the tokens of each example end within the column of their block, in bytes. */
    private final int[] tokenEnds;

    /**
     * The tokens of each block that was asked for, if all of them together are few; else of no block. Where memory runs out they go
     * before anything fails, since a run has such a file for each encoding of its models.
     */
    private final AtomicReferenceArray<@Nullable SoftReference<int[]>> keptTokens;

    /** The examples, if they are small and were asked for. */
    private @Nullable List<Example> kept;

    private final long mostKept;

    /**
     * Reads where the examples lie.
     *
     * @param table where the table of their blocks lies
     * @param mostKept how many bytes of tokens, and of whole examples, stay in memory once they were read
     * @throws RuntimeException of some kind if the file isn't what was written
     */
    EncodedExamples(PartReader file, long table, long mostKept) throws IOException {
        this.file = file;
        this.mostKept = mostKept;
        int blocks = file.read(table, Integer.BYTES).getInt();
        ByteBuffer entries = file.read(table + Integer.BYTES, Math.multiplyExact(blocks, Long.BYTES + Integer.BYTES));
        firsts = new int[blocks + 1];
        positions = new long[blocks];
        for (int block = 0; block < blocks; block++) {
            positions[block] = entries.getLong();
            firsts[block + 1] = Math.addExact(firsts[block], entries.getInt());
        }
        if ((long) size() * Integer.BYTES > file.size()) {
            throw new IndexOutOfBoundsException(size() + " examples");
        }
        columns = new long[blocks][COLUMNS + 1];
        labels = new int[size()];
        tokenEnds = new int[size()];
        for (int block = 0; block < blocks; block++) {
            readHead(block);
        }
        keptTokens = new AtomicReferenceArray<>(tokenBytes() <= mostKept ? blocks : 0);
    }

    private long tokenBytes() {
        int tokens = EncodedColumn.TOKENS.place();
        return Stream.of(columns)
                .mapToLong(block -> block[tokens + 1] - block[tokens])
                .sum();
    }

    private void readHead(int block) throws IOException {
        int count = count(block);
        ByteBuffer head = file.read(positions[block], Math.multiplyExact(Integer.BYTES * (1 + COLUMNS), count));
        head.asIntBuffer().get(labels, firsts[block], count).get(tokenEnds, firsts[block], count);
        long start = positions[block] + head.limit();
        for (int column = 0; column < COLUMNS; column++) {
            columns[block][column] = start;
            start += head.getInt(Integer.BYTES * ((2 + column) * count - 1));
        }
        columns[block][COLUMNS] = start;
    }

    @Override
    public int size() {
        return firsts[firsts.length - 1];
    }

    /** Returns the labels; they must not be changed. */
    int[] labels() {
        return labels;
    }

    /** Returns how many bytes the examples have in the file. */
    private long bytes() {
        return IntStream.range(0, positions.length)
                .mapToLong(block -> columns[block][COLUMNS] - positions[block])
                .sum();
    }

    @Override
    public int label(int example) {
        return labels[example];
    }

    @Override
    public int length(int example) {
        return (tokenEnds[example] - tokenStart(block(example), example)) / Integer.BYTES;
    }

    @Override
    public int[] tokens(int example) {
        int block = block(example);
        int start = tokenStart(block, example);
        int end = tokenEnds[example];
        if (keptTokens.length() == 0) {
            return tokens(read(columns[block][EncodedColumn.TOKENS.place()] + start, end - start));
        }
        SoftReference<int[]> known = keptTokens.get(block);
        int[] all = known == null ? null : known.get();
        if (all == null) {
            all = tokens(ByteBuffer.wrap(column(EncodedColumn.TOKENS, block)));
            keptTokens.set(block, new SoftReference<>(all));
        }
        return Arrays.copyOfRange(all, start / Integer.BYTES, end / Integer.BYTES);
    }

    private int tokenStart(int block, int example) {
        return example == firsts[block] ? 0 : tokenEnds[example - 1];
    }

    private static int[] tokens(ByteBuffer bytes) {
        int[] tokens = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(tokens);
        return tokens;
    }

    @Override
    public List<String> ids() {
        return strings(EncodedColumn.IDS);
    }

    @Override
    public List<String> groups() {
        return strings(EncodedColumn.GROUPS);
    }

    @Override
    public List<String> texts() {
        return strings(EncodedColumn.TEXTS);
    }

    /** Returns the examples; if they are small together, they are read once and stay in memory. */
    @Override
    public synchronized List<Example> examples() {
        if (kept == null && bytes() <= mostKept) {
            kept = List.copyOf(read());
        }
        return kept == null ? read() : kept;
    }

    @Override
    public List<Example> copies() {
        List<Example> examples = examples();
        // What is read anew at each get needs no copies.
        return examples instanceof BlockList ? examples : new CopiedExamples(examples);
    }

    private List<Example> read() {
        return new BlockList<>(
                example -> new Example(
                        string(EncodedColumn.IDS, example),
                        tokens(example),
                        label(example),
                        string(EncodedColumn.TEXTS, example),
                        string(EncodedColumn.GROUPS, example),
                        Json.COMPACT.readValue(string(EncodedColumn.ATTRIBUTES, example), JSON)),
                this::examples);
    }

    private List<Example> examples(int block) {
        List<String> ids = strings(EncodedColumn.IDS, block);
        List<String> groups = strings(EncodedColumn.GROUPS, block);
        List<String> texts = strings(EncodedColumn.TEXTS, block);
        List<String> attributes = strings(EncodedColumn.ATTRIBUTES, block);
        ByteBuffer tokens = ByteBuffer.wrap(column(EncodedColumn.TOKENS, block));
        List<Example> examples = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            int example = firsts[block] + index;
            int start = tokenStart(block, example);
            examples.add(new Example(
                    ids.get(index),
                    tokens(tokens.slice(start, tokenEnds[example] - start)),
                    label(example),
                    texts.get(index),
                    groups.get(index),
                    Json.COMPACT.readValue(attributes.get(index), JSON)));
        }
        return examples;
    }

    private List<String> strings(EncodedColumn column) {
        return new BlockList<>(example -> string(column, example), block -> strings(column, block));
    }

    private String string(EncodedColumn column, int example) {
        int block = block(example);
        int index = example - firsts[block];
        ByteBuffer ends = index == 0
                ? read(ends(column, block), Integer.BYTES)
                : read(ends(column, block) + Integer.BYTES * (index - 1L), 2 * Integer.BYTES);
        int start = index == 0 ? 0 : ends.getInt();
        int length = ends.getInt() - start;
        byte[] bytes = bytes(columns[block][column.place()] + start, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<String> strings(EncodedColumn column, int block) {
        ByteBuffer ends = read(ends(column, block), Integer.BYTES * count(block));
        byte[] bytes = column(column, block);
        List<String> strings = new ArrayList<>();
        int start = 0;
        while (ends.hasRemaining()) {
            int end = ends.getInt();
            strings.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            start = end;
        }
        return strings;
    }

    /** Returns where the ends of a column's parts lie. */
    private long ends(EncodedColumn column, int block) {
        return positions[block] + (long) Integer.BYTES * count(block) * (1 + column.place());
    }

    private byte[] column(EncodedColumn column, int block) {
        long start = columns[block][column.place()];
        return bytes(start, Math.toIntExact(columns[block][column.place() + 1] - start));
    }

    private ByteBuffer read(long position, int count) {
        return ByteBuffer.wrap(bytes(position, count));
    }

    private byte[] bytes(long position, int count) {
        return BakeoffException.reporting(() -> file.bytes(position, count));
    }

    private int count(int block) {
        return firsts[block + 1] - firsts[block];
    }

    private int block(int example) {
        int place = Arrays.binarySearch(firsts, example);
        return place < 0 ? -place - 2 : place;
    }

    /** A list that is read from the file: single items on their own, all of them block by block. */
    private final class BlockList<T> extends AbstractList<T> implements RandomAccess {

        private final IntFunction<T> item;
        private final IntFunction<List<T>> block;

        private BlockList(IntFunction<T> item, IntFunction<List<T>> block) {
            this.item = item;
            this.block = block;
        }

        @Override
        public int size() {
            return EncodedExamples.this.size();
        }

        @Override
        public T get(int index) {
            return item.apply(Objects.checkIndex(index, size()));
        }

        @Override
        public Iterator<T> iterator() {
            return stream().iterator();
        }

        @Override
        public Stream<T> stream() {
            return IntStream.range(0, positions.length).mapToObj(block).flatMap(List::stream);
        }

        @Override
        public Stream<T> parallelStream() {
            return stream().parallel();
        }
    }
}
