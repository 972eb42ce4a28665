package org.bakeoff.dataset.imdb;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Turns bytes into text, and refuses what is no UTF-8 rather than putting question marks into reviews. */
final class StrictUtf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private StrictUtf8() {}

    static String decode(byte[] bytes, String path, Origin origin) throws BadData {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // it may stand there by right: only the decoder knows
            CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (strict.decode(in, CharBuffer.allocate(bytes.length), true).isError()) {
                throw origin.fault(path, "is no UTF-8: byte " + in.position() + " (from 0) begins no character");
            }
        }
        return text;
    }
}
