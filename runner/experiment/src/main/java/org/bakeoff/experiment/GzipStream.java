package org.bakeoff.experiment;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** What files of gzip that follow one another hold; a fault of theirs is a {@link ZipException}. */
final class GzipStream extends FilterInputStream {

    private GzipStream(InputStream text) {
        super(text);
    }

    static InputStream of(InputStream in) throws IOException {
        try {
            return new GzipStream(GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get());
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static IOException damaged(IOException fault) {
        if (fault instanceof ClosedByInterruptException) {
            return fault;
        }
        ZipException damaged = new ZipException(fault.getMessage());
        damaged.initCause(fault);
        return damaged;
    }
}
