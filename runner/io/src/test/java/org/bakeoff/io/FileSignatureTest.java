package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSignatureTest {

    @Test
    void theFirstBytesTellAndStay() throws IOException {
        assertFound(FileSignature.UTF_32_LE, 0xff, 0xfe, 0, 0, 'a', 0, 0, 0);
        assertFound(FileSignature.UTF_32_BE, 0, 0, 0xfe, 0xff, 0, 0, 0, 'a');
        assertFound(FileSignature.UTF_16_LE, 0xff, 0xfe, 'a', 0);
        assertFound(FileSignature.UTF_16_LE, 0xff, 0xfe);
        assertFound(FileSignature.UTF_16_BE, 0xfe, 0xff, 0, 'a');
        assertFound(FileSignature.GZIP, 0x1f, 0x8b, 8);
        assertFound(FileSignature.ZSTD_PIECES, 'P', '*', 'M', 0x18, 4);
        assertFound(FileSignature.ZIP, 'P', 'K', 3, 4, 20);
    }

    private static void assertFound(FileSignature wanted, int... bytes) throws IOException {
        byte[] all = new byte[bytes.length];
        for (int index = 0; index < bytes.length; index++) {
            all[index] = (byte) bytes[index];
        }
        InputStream in = new ByteArrayInputStream(all);
        assertThat(FileSignature.of(in)).contains(wanted);
        assertThat(in.readAllBytes()).isEqualTo(all);
    }

    @Test
    void noMoreOfATextIsWaitedForThanShowsThatItIsOne() throws IOException {
        for (String text : List.of("a\n", "P\n", "PK\n", "(\n")) {
            int[] read = new int[1];
            InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
                @Override
                public synchronized int read() {
                    read[0]++;
                    return super.read();
                }

                @Override
                public synchronized int read(byte[] bytes, int offset, int length) {
                    read[0] += length;
                    return super.read(bytes, offset, length);
                }
            };
            assertThat(FileSignature.of(in)).isEmpty();
            assertThat(read[0]).isLessThanOrEqualTo(text.length());
        }
        assertThat(FileSignature.of(new ByteArrayInputStream(new byte[0]))).isEmpty();
    }
}
