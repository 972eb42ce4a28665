package org.bakeoff.dataset.imdb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Limits how much may be read between two entries of an archive. Entries give their length, but the headers between them,
 * which the tar reader collects in memory, may be endless.
 */
final class BoundedInputStream extends FilterInputStream {

    private long total;
    private long bound;

    BoundedInputStream(InputStream in) {
        super(in);
    }

    /** Returns how many bytes have been read. */
    long total() {
        return total;
    }

    /** Allows so many more bytes to be read. */
    void allow(long bytes) {
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
        if (total > bound || total > ArchiveLimits.BYTES) {
            throw new IOException("more bytes than the dataset can have");
        }
    }
}
