package org.bakeoff.dataset.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Decodes text with or without a byte order mark, and refuses invalid bytes, which Java would turn into question marks.
 */
final class StrictReader extends Reader {

    private static final char MARK = '\uFEFF';

    private final TextSource source;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private final CharBuffer chars = CharBuffer.allocate(1 << 15).flip();
    private long position;
    private long line = 1;
    private char before;
    private boolean ended;
    private boolean beyondAscii;

    /** Opens a file, compressed or not. */
    StrictReader(TextSource source, Charset charset) throws IOException {
        this.source = source;
        this.decoder = charset.newDecoder();
        this.in = CompressedFile.open(source);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void decode() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            // A file is closed by that, but a small compressed one, which was read whole, may hold gigabytes.
            throw new InterruptedIOException("interrupted while a file was read");
        }
        if (!ended) {
            bytes.compact();
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
        }
        chars.clear();
        boolean first = position == 0;
        int from = bytes.position();
        CoderResult result = decoder.decode(bytes, chars, ended);
        position += bytes.position() - from;
        chars.flip();
        countLines();
        if (first && chars.hasRemaining() && chars.get(chars.position()) == MARK) {
            chars.get();
        }
        // The valid characters first.
        if (result.isError() && !chars.hasRemaining()) {
            throw fault();
        }
    }

    private void countLines() {
        for (int index = chars.position(); index < chars.limit(); index++) {
            char character = chars.get(index);
            if (character == '\r' || (character == '\n' && before != '\r')) {
                line++;
            }
            before = character;
            beyondAscii |= character > 0x7f && character != MARK;
        }
    }

    private InvalidDataException fault() {
        int value = bytes.get(bytes.position()) & 0xff;
        String charset = decoder.charset().name();
        return source.fault(
                line,
                String.format(
                        Locale.ROOT,
                        "this is no %s: byte %d of the file (from 0), 0x%02X, begins no character. %s",
                        charset,
                        position,
                        value,
                        remedy(charset)));
    }

    private String remedy(String charset) {
        if (!charset.equals(StandardCharsets.UTF_8.name())) {
            return "Save the file as UTF-8, or give another \"encoding\"";
        }
        if (beyondAscii) {
            return "Other characters of the file are UTF-8: write this line so, too";
        }
        byte[] rest = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
        return Encoding.likely(Encoding.nonAscii(rest))
                .map(other -> "Save the file as UTF-8, or, if it was written in "
                        + other.charset().name() + ", as it seems, give \"encoding\": \""
                        + other.charset().name() + "\"")
                .orElse("Save the file as UTF-8, or give its \"encoding\"");
    }
}
