package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReadAheadTest {

    @Test
    void everyLineBreakEndsALine() throws Exception {
        String text = "\uFEFFa\nb\r\nc\r\r\n\n\uFEFFd\n\re";

        assertThat(all(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .containsExactly("a", "b", "c", "", "", "\uFEFFd", "", "e");
        assertThat(all(InputStream.nullInputStream())).isEmpty();
    }

    @Test
    void anEndlessLineIsRefusedWithItsNumber() {
        InputStream endless = new InputStream() {

            private int read;

            @Override
            public int read() {
                return read++ == 1 ? '\n' : 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                for (int index = offset; index < offset + length; index++) {
                    bytes[index] = (byte) read();
                }
                return length;
            }
        };

        assertThatIOException().isThrownBy(() -> all(endless)).withMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM", "X-UTF-32BE-BOM", "X-UTF-32LE-BOM"})
    void textInAnotherEncodingIsRefused(String encoding) throws IOException {
        byte[] text = "a text\n".getBytes(Charset.forName(encoding));

        assertThatIOException()
                .isThrownBy(() -> all(new ByteArrayInputStream(text)))
                .withMessageContaining(encoding.contains("32") ? "UTF-32" : "UTF-16");
    }

    @Test
    void aLineInAnotherEncodingIsRefusedWithItsNumber() throws Exception {
        byte[] text = "plain\ncaf\u00e9\nplain\n".getBytes(StandardCharsets.ISO_8859_1);
        LineReadAhead lines = new LineReadAhead(new ByteArrayInputStream(text));

        assertThat(lines.next()).containsExactly("plain");
        assertThatIOException().isThrownBy(lines::next).withMessageContaining("line 2 is no text in UTF-8");
        assertThat(all(new ByteArrayInputStream("caf\u00e9 \ud83d\ude00".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("caf\u00e9 \ud83d\ude00");
    }

    @Test
    void whatEndsTheReadingIsNotWaitedForInVain() {
        InputStream broken = new InputStream() {

            @Override
            public int read() {
                throw new OutOfMemoryError("planted");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        };

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> all(broken));
    }

    private static List<String> all(InputStream in) throws IOException, InterruptedException {
        LineReadAhead lines = new LineReadAhead(in);
        List<String> all = new ArrayList<>();
        for (List<String> some = lines.next(); !some.isEmpty(); some = lines.next()) {
            all.addAll(some);
        }
        return all;
    }
}
