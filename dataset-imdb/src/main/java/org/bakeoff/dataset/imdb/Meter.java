package org.bakeoff.dataset.imdb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what is read between two entries of an archive. Entries say how long they are, but the headers between them,
 * which the tar reader gathers in memory, may grow without end.
 */
final class Meter extends FilterInputStream {

    private long total;
    private long bound;

    Meter(InputStream in) {
        super(in);
    }

    /** How many bytes were read. */
    long total() {
        return total;
    }

    /** Lets so many more bytes pass. */
    void permit(long bytes) {
        bound = total + bytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws IOException {
        total += bytes;
        if (total > bound || total > Allowance.BYTES) {
            throw new IOException("more bytes than the dataset can have");
        }
    }
}
