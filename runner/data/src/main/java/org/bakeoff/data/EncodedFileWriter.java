package org.bakeoff.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;

/**
 * Writes an encoded file in one pass over the examples, of which it holds a block at a time. All numbers are big-endian:
 *
 * <pre>
 * long                       the format
 * int, bytes                 a header: classes, vocabulary and notes as strings, and between them the length of a text
 * blocks                     of training examples
 * int, (long, int)...        how many blocks; of each, where it lies and how many examples it has
 * blocks, int, (long, int)... the same of test examples
 * long, long                 where the two tables of blocks lie
 * long                       CRC-32C of all that (by {@link EncodedFile})
 * </pre>
 *
 * <p>A block has the labels of its examples, then for each {@link EncodedColumn} where each example's bytes end, then the bytes of
 * each column. So the tokens of many examples lie together, and training reads no texts.
 */
final class EncodedFileWriter {

    /** Bytes of a block; more only if its last example has more. */
    static final int BLOCK = 1 << 20;

    private static final EncodedColumn[] COLUMNS = EncodedColumn.values();

    private final OutputStream out;
    private final int blockBytes;
    private long position;

    EncodedFileWriter(OutputStream out, int blockBytes) {
        this.out = out;
        this.blockBytes = blockBytes;
    }

    void write(DataSplits splits, Optional<String> encoding) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        strings(splits.info().classes(), header);
        strings(splits.info().vocabulary(), header);
        header.writeBytes(integer(splits.info().length()));
        strings(splits.notes(), header);
        if (encoding.isPresent()) {
            strings(List.of(encoding.get()), header);
        }
        put(number(EncodedFile.MAGIC));
        put(integer(header.size()));
        put(header.toByteArray());
        long train = examples(splits.train());
        long test = examples(splits.test());
        put(number(train));
        put(number(test));
    }

    /** Writes examples, and returns where the table of their blocks lies. */
    private long examples(List<Example> examples) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        Block block = new Block();
        int blocks = 0;
        for (Example example : examples) {
            block.add(example);
            if (block.bytes >= blockBytes) {
                finish(block, table);
                block = new Block();
                blocks++;
            }
        }
        if (block.count > 0) {
            finish(block, table);
            blocks++;
        }
        long start = position;
        put(integer(blocks));
        put(table.toByteArray());
        return start;
    }

    private void finish(Block block, ByteArrayOutputStream table) throws IOException {
        table.writeBytes(number(position));
        table.writeBytes(integer(block.count));
        put(block.labels.toByteArray());
        for (ByteArrayOutputStream ends : block.ends) {
            put(ends.toByteArray());
        }
        for (ByteArrayOutputStream content : block.contents) {
            put(content.toByteArray());
        }
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    private static void strings(List<String> strings, ByteArrayOutputStream to) {
        to.writeBytes(integer(strings.size()));
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            to.writeBytes(integer(bytes.length));
            to.writeBytes(bytes);
        }
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static final class Block {

        private final ByteArrayOutputStream labels = new ByteArrayOutputStream();
        private final ByteArrayOutputStream[] ends = streams();
        private final ByteArrayOutputStream[] contents = streams();
        private int count;
        private long bytes;

        private static ByteArrayOutputStream[] streams() {
            ByteArrayOutputStream[] streams = new ByteArrayOutputStream[COLUMNS.length];
            for (int column = 0; column < streams.length; column++) {
                streams[column] = new ByteArrayOutputStream();
            }
            return streams;
        }

        private void add(Example example) {
            labels.writeBytes(integer(example.label()));
            for (EncodedColumn column : COLUMNS) {
                byte[] content = column.encode(example);
                contents[column.place()].writeBytes(content);
                ends[column.place()].writeBytes(integer(contents[column.place()].size()));
                bytes += content.length + Integer.BYTES;
            }
            count++;
        }
    }
}
