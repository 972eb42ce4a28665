package org.bakeoff.dataset.imdb;

import java.io.IOException;
import java.io.InputStream;

/**
 * Limits how much may be read between two entries of an archive. Entries give their length, but the headers between them,
 * which the tar reader collects in memory, may be endless.
 */
final class BoundedInputStream extends InputStream {

    private final InputStream in;
    private long total;
    private long bound;

    BoundedInputStream(InputStream in) {
        this.in = in;
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
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        total += Math.max(0, read);
        if (total > bound || total > ArchiveLimits.BYTES) {
            throw new IOException("more bytes than the dataset can have");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
