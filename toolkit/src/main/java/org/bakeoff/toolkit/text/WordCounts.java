package org.bakeoff.toolkit.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts words on any number of threads. Texts may hold more different ones than fit into memory, as where each has a number or a link
 * of its own: those counted so far are then written to a temporary file, in the order of their characters, and added up at the end.
 */
final class WordCounts implements AutoCloseable {

    /** Bytes of words that stay in the heap. */
    private static final long LIMIT = Runtime.getRuntime().maxMemory() / 8;

    /** About what a word takes in the heap, besides its characters. */
    private static final int ENTRY = 120;

    private static final int BUFFER = 1 << 14;

    private final long limit;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable FileChannel file;
    /** Where what was written at once ends. */
    private final List<Long> ends = new ArrayList<>();

    /**
     * A word.
     *
     * @param count how often it occurs
     */
    record Counted(String word, long count) {

        /** The most frequent one first; words of equal frequency in the order of their characters. */
        static final Comparator<Counted> ORDER =
                Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::word);
    }

    WordCounts() {
        this(LIMIT);
    }

    WordCounts(long limit) {
        this.limit = limit;
    }

    /** Counts the words of a text. */
    void add(Collection<String> words) {
        lock.readLock().lock();
        try {
            for (String word : words) {
                if (counts.merge(word, 1, Integer::sum) == 1) {
                    bytes.addAndGet(ENTRY + 2L * word.length());
                }
            }
        } finally {
            lock.readLock().unlock();
        }
        if (bytes.get() > limit) {
            lock.writeLock().lock();
            try {
                if (bytes.get() > limit) {
                    spill();
                }
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** Returns the first words in their {@linkplain Counted#ORDER order}. To be called when all are counted. */
    List<String> first(int most) {
        PriorityQueue<Counted> best = new PriorityQueue<>(Counted.ORDER.reversed());
        forEach(word -> {
            best.add(word);
            if (best.size() > most) {
                best.remove();
            }
        });
        return best.stream().sorted(Counted.ORDER).map(Counted::word).toList();
    }

    private void forEach(Consumer<Counted> taker) {
        FileChannel written = file;
        if (written == null) {
            counts.forEach((word, count) -> taker.accept(new Counted(word, count)));
            return;
        }
        spill();
        PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(run -> run.next.word()));
        try {
            long start = 0;
            for (long end : ends) {
                Run run =
                        new Run(new DataInputStream(new BufferedInputStream(new Segment(written, start, end), BUFFER)));
                if (run.read()) {
                    runs.add(run);
                }
                start = end;
            }
            while (!runs.isEmpty()) {
                String word = runs.element().next.word();
                long count = 0;
                while (!runs.isEmpty() && runs.element().next.word().equals(word)) {
                    Run run = runs.remove();
                    count += run.next.count();
                    if (run.read()) {
                        runs.add(run);
                    }
                }
                taker.accept(new Counted(word, count));
            }
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private void spill() {
        try {
            FileChannel channel = file;
            if (channel == null) {
                channel = FileChannel.open(
                        Files.createTempFile("bakeoff", ".words"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
                file = channel;
            }
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20));
            for (Map.Entry<String, Integer> word : new TreeMap<>(counts).entrySet()) {
                out.writeInt(word.getValue());
                out.writeInt(word.getKey().length());
                // In UTF-8 half of a pair of surrogates would become another character.
                out.writeChars(word.getKey());
            }
            out.flush();
            ends.add(channel.position());
            counts.clear();
            bytes.set(0);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private static UncheckedIOException fault(IOException e) {
        return new UncheckedIOException(new IOException(
                "Can't keep the words in the temporary folder " + System.getProperty("java.io.tmpdir") + ": "
                        + e.getMessage() + ". Make room there, or name another by -Djava.io.tmpdir.",
                e));
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /** Words that were written at once. */
    private static final class Run {

        private final DataInputStream in;
        private Counted next = new Counted("", 0);

        Run(DataInputStream in) {
            this.in = in;
        }

        /** Reads the next word; returns whether there is one. */
        boolean read() throws IOException {
            int first = in.read();
            if (first < 0) {
                return false;
            }
            int count = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
            char[] word = new char[in.readInt()];
            for (int index = 0; index < word.length; index++) {
                word[index] = in.readChar();
            }
            next = new Counted(new String(word), count);
            return true;
        }
    }

    /** A part of the file. */
    private static final class Segment extends InputStream {

        private final FileChannel channel;
        private final long end;
        private long position;

        Segment(FileChannel channel, long start, long end) {
            this.channel = channel;
            this.position = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position == end) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, end - position)), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
