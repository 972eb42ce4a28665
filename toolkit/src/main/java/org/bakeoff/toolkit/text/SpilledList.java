package org.bakeoff.toolkit.text;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list that items can only be added to, and that keeps them in a temporary file once they are many: so millions of texts fit into a
 * small heap. The file is deleted at the latest when the JVM ends. Add on one thread; afterwards read on any number of them.
 *
 * @param <T> the items; what is read from the file is another object each time
 */
public final class SpilledList<T> extends AbstractList<T> implements RandomAccess {

    /** Bytes of items that stay in the heap: 64 MiB, or less where the heap is small. */
    private static final long LIMIT = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

    private final Codec<T> codec;
    private final long limit;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private @Nullable List<T> heap = new ArrayList<>();
    private @Nullable Spill spill;
    private long[] ends = new long[16];
    private int size;

    /** Writes and reads an item. */
    public interface Codec<T> {

        /** Writes an item. */
        void write(T item, DataOutput out) throws IOException;

        /** Reads what {@link #write} wrote. */
        T read(DataInput in) throws IOException;
    }

    /** The file, and the stream that is written to it. */
    private record Spill(FileChannel channel, OutputStream out) {}

    /** Makes an empty list that spills above 64 MiB, or a sixteenth of the largest heap. */
    public SpilledList(Codec<T> codec) {
        this(codec, LIMIT);
    }

    SpilledList(Codec<T> codec, long limit) {
        this.codec = codec;
        this.limit = limit;
    }

    /** Writes a text of any length. */
    public static void writeText(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #writeText} wrote. */
    public static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Adds an item at the end.
     *
     * @throws UncheckedIOException if the file can't be written; the message says what to do
     */
    @Override
    public boolean add(T item) {
        try {
            buffer.reset();
            codec.write(item, new DataOutputStream(buffer));
            ends = size == ends.length ? Arrays.copyOf(ends, 2 * size) : ends;
            ends[size] = (size == 0 ? 0 : ends[size - 1]) + buffer.size();
            size++;
            if (heap != null) {
                heap.add(item);
                if (ends[size - 1] > limit) {
                    spill(heap);
                    heap = null;
                }
            } else {
                buffer.writeTo(Objects.requireNonNull(spill).out());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(
                    "Can't keep the texts in the temporary folder " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage() + ". Make room there, or name another by -Djava.io.tmpdir.",
                    e));
        }
    }

    private void spill(List<T> items) throws IOException {
        FileChannel channel = FileChannel.open(
                Files.createTempFile("bakeoff", ".texts"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20);
        spill = new Spill(channel, out);
        DataOutputStream data = new DataOutputStream(out);
        for (T item : items) {
            codec.write(item, data);
        }
        data.flush();
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, size);
        if (heap != null) {
            return heap.get(index);
        }
        long start = index == 0 ? 0 : ends[index - 1];
        ByteBuffer bytes = ByteBuffer.allocate((int) (ends[index] - start));
        try {
            FileChannel channel = flushed(Objects.requireNonNull(spill), ends[index]);
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {}
            return codec.read(new DataInputStream(new ByteArrayInputStream(bytes.array())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file, with all bytes up to a position in it. */
    private static FileChannel flushed(Spill spill, long end) throws IOException {
        if (spill.channel().size() < end) {
            synchronized (spill) {
                spill.out().flush();
            }
        }
        return spill.channel();
    }

    @Override
    public int size() {
        return size;
    }
}
