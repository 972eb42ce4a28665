package org.bakeoff.dataset.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads what gzip has compressed to its end. Several files may follow one another; where the header of a later one is damaged, Java takes
 * that for the end, and what follows would be lost. Zeros at the end are no fault. The module io has the same class, which no plugin knows.
 */
final class WholeGzip extends GZIPInputStream {

    /** What follows a file's contents: its checksum and size. */
    private static final int TRAILER = 8;

    private final Counter counter;

    /** How many bytes had been read when some were last given to decompress. */
    private long given;

    /** Reads from a stream, so many bytes at a time. */
    WholeGzip(InputStream in, int bytes) throws IOException {
        this(new Counter(in), bytes);
    }

    private WholeGzip(Counter counter, int bytes) throws IOException {
        super(counter, bytes);
        this.counter = counter;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        given = counter.count;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read < 0) {
            requireEnd();
        }
        return read;
    }

    private void requireEnd() throws IOException {
        int left = inf.getRemaining();
        boolean zeros = true;
        for (int at = len - left + TRAILER; at < len; at++) {
            zeros &= buf[at] == 0;
        }
        // Java looked for the header of another file in these.
        long looked = counter.count - given - Math.max(0, TRAILER - left);
        zeros &= looked <= counter.zeros;
        for (int next = counter.read(); next >= 0 && zeros; next = counter.read()) {
            zeros = next == 0;
        }
        if (!zeros) {
            throw new ZipException("something else follows, or the beginning of another file is damaged");
        }
        given = counter.count;
    }

    /** Counts the bytes that are read. */
    private static final class Counter extends FilterInputStream {

        private long count;

        /** How many of the last bytes were zeros. */
        private long zeros;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            for (int at = 0; at < read; at++) {
                zeros = target[offset + at] == 0 ? zeros + 1 : 0;
            }
            count += Math.max(0, read);
            return read;
        }
    }
}
