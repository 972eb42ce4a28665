package org.bakeoff.toolkit.text;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * Uncompresses what zstd has compressed, frame after frame (RFC 8878), frames that are skipped among them. Other than zstd-jni's own
 * stream it notices where a frame that isn't the first is cut.
 *
 * <p>A frame that is cut is an {@link EOFException}, and one with another size or checksum than it says, or anything that is no frame, a
 * {@link ZipException}. Not thread-safe.
 */
public final class ZstdInputStream extends InputStream {

    private static final int BUFFER = 1 << 17;

    private static final byte[] FRAME = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** What follows the first byte of a frame that is skipped, as pzstd writes before each that it compresses. */
    private static final byte[] SKIPPED = {0x2a, 0x4d, 0x18};

    private final ReadableByteChannel compressed;
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private boolean withinFrame;
    private boolean moreInContext;

    /**
     * Opens a stream.
     *
     * @param compressed is closed with this one
     * @throws LinkageError if the library, which is unpacked into {@code java.io.tmpdir}, can't be loaded
     */
    public ZstdInputStream(InputStream compressed) {
        this.compressed = Channels.newChannel(compressed);
    }

    /**
     * Returns whether zstd has compressed a file.
     *
     * @param start its first four bytes, or more; fewer if it has no more
     */
    public static boolean isZstd(byte... start) {
        return begins(start, 0, FRAME) || (begins(start, 1, SKIPPED) && (start[0] & 0xf0) == 0x50);
    }

    private static boolean begins(byte[] start, int at, byte... with) {
        int end = at + with.length;
        return start.length >= end && Arrays.equals(start, at, end, with, 0, with.length);
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? out.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, out.remaining());
        out.get(target, offset, count);
        return count;
    }

    private boolean hasMore() throws IOException {
        while (!out.hasRemaining()) {
            if (!in.hasRemaining() && !moreInContext && !fill()) {
                if (withinFrame) {
                    throw new EOFException("the last frame is cut");
                }
                return false;
            }
            uncompress();
        }
        return true;
    }

    private boolean fill() throws IOException {
        in.clear();
        int count;
        do {
            count = compressed.read(in);
        } while (count == 0);
        in.flip();
        return count > 0;
    }

    private void uncompress() throws IOException {
        out.clear();
        try {
            withinFrame = !context.decompressDirectByteBufferStream(out, in);
        } catch (RuntimeException e) {
            ZipException damaged = new ZipException(e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
        moreInContext = withinFrame && !out.hasRemaining();
        out.flip();
    }

    @Override
    public void close() throws IOException {
        context.close();
        compressed.close();
    }
}
