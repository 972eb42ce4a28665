package org.bakeoff.dataset.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The encoding of a text that doesn't say which it has, as its first bytes suggest: a byte order mark, UTF-16 or UTF-32 by their
 * zeros, UTF-8 where all bytes are valid, else what ICU finds most likely.
 *
 * @param charset the encoding
 * @param reason why, to be reported; empty for UTF-8
 */
record Encoding(Charset charset, String reason) {

    private static final String LIKELY = "which is likely, since it is no UTF-8";
    private static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8, "");

    /** So many bytes at the start of a file are looked at. */
    private static final int START = 1 << 20;

    /** ICU looks at so many bytes. */
    private static final int SAMPLE = 8_000;

    /** Text with so many valid sequences for each invalid byte is damaged UTF-8, and nothing else. */
    private static final int MOSTLY = 4;

    /** Returns the encoding of a name, as Java or Python has it; empty if there is none. */
    static Optional<Charset> named(String name) {
        String plain = name.strip()
                .replaceFirst("(?i)[-_]sig$", "")
                .replaceFirst("(?i)^utf[-_]?(16|32)[-_]?([lb]e)$", "UTF-$1$2");
        return Stream.of(plain, plain.replace('_', '-'), plain.replaceAll("[-_ ]", ""))
                .filter(one -> one.matches("[A-Za-z0-9][-A-Za-z0-9+.:_]*") && Charset.isSupported(one))
                .map(Charset::forName)
                .findFirst();
    }

    /** Returns whether the bytes leave it open, so that it is only likely. */
    boolean guessed() {
        return reason.equals(LIKELY);
    }

    /** Finds out the encoding of what a file holds. */
    static Encoding of(TextSource source) throws IOException {
        byte[] start;
        try (InputStream in = CompressedFile.open(source)) {
            start = in.readNBytes(START);
        }
        Optional<Charset> marked = marked(start);
        if (marked.isPresent()) {
            return new Encoding(
                    marked.get(), marked.get().equals(StandardCharsets.UTF_8) ? "" : "as its byte order mark says");
        }
        Optional<Charset> wide = wide(start);
        if (wide.isPresent()) {
            return new Encoding(wide.get(), "as its zero bytes suggest");
        }
        return isUtf8(start) ? UTF_8 : likely(nonAscii(start)).orElse(UTF_8);
    }

    private static Optional<Charset> marked(byte[] start) {
        int first = start.length < 2 ? 0 : ((start[0] & 0xff) << 8) | (start[1] & 0xff);
        boolean zeros = start.length >= 4 && start[2] == 0 && start[3] == 0;
        if (start.length >= 4 && first == 0 && start[2] == (byte) 0xfe && start[3] == (byte) 0xff) {
            return Optional.of(Charset.forName("UTF-32BE"));
        }
        return switch (first) {
            case 0xfffe -> Optional.of(zeros ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE);
            case 0xfeff -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xefbb ->
                start.length > 2 && start[2] == (byte) 0xbf ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Recognizes wide characters by the zeros in those below 256, which are most characters of a table. */
    private static Optional<Charset> wide(byte[] start) {
        int size = Math.min(start.length, SAMPLE) & ~3;
        int[] zeros = new int[4];
        for (int index = 0; index < size; index++) {
            zeros[index % 4] += start[index] == 0 ? 1 : 0;
        }
        int most = size / 4;
        boolean even = zeros[0] + zeros[2] > most / 2;
        boolean odd = zeros[1] + zeros[3] > most / 2;
        if (size == 0 || (!even && !odd)) {
            return Optional.empty();
        }
        if (even && odd) {
            return Optional.of(Charset.forName(zeros[0] > zeros[3] ? "UTF-32BE" : "UTF-32LE"));
        }
        return Optional.of(even ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }

    /** Returns whether bytes are UTF-8, the last character being possibly cut, or so much like it that nothing else is likely. */
    private static boolean isUtf8(byte[] start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(start);
        CharBuffer chars = CharBuffer.allocate(1 << 13);
        long invalid = 0;
        long valid = 0;
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, false);
            chars.flip();
            valid += chars.chars().filter(unit -> unit > 0x7f).count();
            chars.clear();
            if (result.isError()) {
                invalid++;
                bytes.position(bytes.position() + 1);
                decoder.reset();
            } else if (result.isUnderflow()) {
                return invalid == 0 || valid >= MOSTLY * invalid;
            }
        }
    }

    /** Returns lines with characters beyond ASCII, as many as ICU looks at. */
    static byte[] nonAscii(byte[] bytes) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int from = 0;
        for (int index = 0; index < bytes.length && lines.size() < SAMPLE; index++) {
            if (bytes[index] == '\n' || index == bytes.length - 1) {
                byte[] line = Arrays.copyOfRange(bytes, from, index + 1);
                from = index + 1;
                if (hasNonAscii(line)) {
                    lines.writeBytes(line);
                }
            }
        }
        return lines.toByteArray();
    }

    static boolean hasNonAscii(byte[] line) {
        for (byte one : line) {
            if (one < 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the most likely encoding of lines that are no UTF-8; empty if none fits. */
    static Optional<Encoding> likely(byte[] lines) {
        return EncodingGuess.of(lines).map(charset -> new Encoding(charset, LIKELY));
    }
}
