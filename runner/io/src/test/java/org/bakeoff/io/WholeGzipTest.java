package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeGzipTest {

    private static final String FIRST = "one text, and another one";
    private static final String SECOND = "those of a second file";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 16, 27, 40, 41, 42, 50, 1 << 16})
    void filesThatFollowOneAnotherAreReadToTheEnd(int bytes) throws IOException {
        byte[] both = joined(zipped(FIRST), zipped(SECOND));
        assertThat(read(both, bytes)).isEqualTo(FIRST + SECOND);
        for (int zeros = 0; zeros < 60; zeros++) {
            assertThat(read(joined(both, new byte[zeros]), bytes)).isEqualTo(FIRST + SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 16, 27, 40, 41, 42, 50, 1 << 16})
    void whatIsDamagedIsNoEnd(int bytes) throws IOException {
        byte[] first = zipped(FIRST);
        for (int more = 1; more < 60; more++) {
            byte[] garbage = new byte[more];
            Arrays.fill(garbage, (byte) 'x');
            assertRefused(joined(first, garbage), bytes);
            byte[] late = new byte[more];
            late[more - 1] = 1;
            assertRefused(joined(first, late), bytes);
        }
        for (int place = 0; place < 3; place++) {
            byte[] second = zipped(SECOND);
            second[place] ^= 1;
            assertRefused(joined(first, second), bytes);
        }
    }

    @Test
    void theEndMayBeReadAgain() throws IOException {
        try (WholeGzip in = new WholeGzip(new ByteArrayInputStream(joined(zipped(FIRST), new byte[9])), 512)) {
            in.readAllBytes();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private static void assertRefused(byte[] file, int bytes) {
        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> read(file, bytes));
    }

    private static String read(byte[] file, int bytes) throws IOException {
        try (WholeGzip in = new WholeGzip(new ByteArrayInputStream(file), bytes)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
