package org.bakeoff.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bakeoff.io.RegularFiles;

/**
 * Reads parts of a file, of any size. Nothing is mapped: what a process has read of a mapped file counts as its memory, and a file
 * that gets shorter would end the process. Thread-safe; unlike a channel, it stays open when a thread that reads is interrupted.
 */
final class PartReader implements Closeable {

    private final Path path;
    private final RandomAccessFile file;
    private final long size;

    PartReader(Path path) throws IOException {
        this.path = path;
        file = RegularFiles.randomAccess(path);
        size = file.length();
    }

    long size() {
        return size;
    }

    /** Returns some bytes of the file as a buffer; see {@link #bytes}. */
    ByteBuffer read(long position, int count) throws IOException {
        return ByteBuffer.wrap(bytes(position, count));
    }

    /**
     * Returns some bytes of the file.
     *
     * @throws IndexOutOfBoundsException if the file doesn't have them
     */
    byte[] bytes(long position, int count) throws IOException {
        if (position < 0 || count < 0 || position > size - count) {
            throw new IndexOutOfBoundsException(count + " bytes at " + position + " of " + size);
        }
        byte[] bytes = new byte[count];
        synchronized (file) {
            file.seek(position);
            try {
                file.readFully(bytes);
            } catch (EOFException e) {
                throw new EncodedFile.Unusable(path, "it was shortened since it was opened");
            }
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
