package org.bakeoff.dataset.sql;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bakeoff.toolkit.text.ZstdInputStream;

/** Looks at files that gzip or zstd has compressed, since DuckDB takes some that are cut or changed for whole ones. */
final class CompressedFile {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** What follows the first byte of a frame of zstd that is skipped, as pzstd writes before each that it compresses. */
    private static final byte[] ZSTD_SKIPPED = {0x2a, 0x4d, 0x18};

    private CompressedFile() {}

    /**
     * Requires a file, if it is compressed, to be what was compressed, by the checksums and the sizes that are written in it.
     *
     * @throws IOException if it isn't, or can't be read
     */
    static void requireWhole(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] start = start(in);
            boolean gzip = begins(start, 0, GZIP);
            if (gzip || begins(start, 0, ZSTD) || (begins(start, 1, ZSTD_SKIPPED) && (start[0] & 0xf0) == 0x50)) {
                readWhole(file, in, gzip);
            }
        }
    }

    private static byte[] start(InputStream in) throws IOException {
        in.mark(ZSTD.length);
        byte[] start = in.readNBytes(ZSTD.length);
        in.reset();
        return start;
    }

    private static boolean begins(byte[] start, int at, byte... with) {
        int end = at + with.length;
        return start.length >= end && Arrays.equals(start, at, end, with, 0, with.length);
    }

    private static void readWhole(Path file, InputStream in, boolean gzip) throws IOException {
        try (InputStream text = gzip
                ? GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get()
                : new ZstdInputStream(in)) {
            text.transferTo(OutputStream.nullOutputStream());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("[.]$", "");
            throw new IOException(file + " is damaged or incomplete: " + reason + ". Copy or download it again.", e);
        }
    }
}
