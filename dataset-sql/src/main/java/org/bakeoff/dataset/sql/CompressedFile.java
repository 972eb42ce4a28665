package org.bakeoff.dataset.sql;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bakeoff.toolkit.text.ZstdInputStream;

/** Looks at files that gzip or zstd has compressed, since DuckDB takes some that are cut or changed for whole ones. */
final class CompressedFile {

    /** So many bytes say by what a file was compressed. */
    private static final int START = 4;

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
            in.mark(START);
            byte[] start = in.readNBytes(START);
            in.reset();
            boolean gzip = GzipCompressorInputStream.matches(start, start.length);
            if (gzip || ZstdInputStream.isZstd(start)) {
                readWhole(file, in, gzip);
            }
        }
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
