package org.bakeoff.dataset.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that zstd has compressed. */
class ZstdTest {

    private static final String ROWS = "label,text\na,one\nb,two\n";

    /** A frame that is skipped, with four bytes. */
    private static final byte[] SKIPPED = {'P', '*', 'M', 0x18, 4, 0, 0, 0, 1, 2, 3, 4};

    /** Where a frame has the size of what it holds. */
    private static final int SIZE = 5;

    @TempDir
    private Path dir;

    @Test
    void framesOneAfterAnotherAreReadAsOneFile() throws IOException {
        byte[] rows = zstd(ROWS);
        byte[] more = zstd("a,three\n");

        assertThat(content(rows)).isEqualTo(ROWS);
        String large = ROWS.repeat(30_000);
        assertThat(content(zstd(large), zstd(large))).isEqualTo(large + large);
        assertThat(content(rows, more)).isEqualTo(ROWS + "a,three\n");
        // As pzstd writes it, each frame behind one that says how long it is, and with one at the end.
        assertThat(content(SKIPPED, rows, SKIPPED, more, SKIPPED)).isEqualTo(ROWS + "a,three\n");
    }

    @Test
    void aFileThatIsCutAnywhereIsDamaged() throws IOException {
        byte[] rows = zstd(ROWS.repeat(1000));
        byte[] all = joined(rows, SKIPPED, rows);
        for (int length = 4; length < all.length; length++) {
            // Between two frames nothing shows that one is missing.
            if (length != rows.length && length != rows.length + SKIPPED.length) {
                assertDamaged(Arrays.copyOf(all, length));
            }
        }
    }

    @Test
    void aFileThatHoldsMoreOrLessThanItSaysOrAnythingElseIsDamaged() throws IOException {
        byte[] rows = zstd(ROWS.repeat(1000));
        for (int difference : new int[] {-1, 1}) {
            byte[] other = rows.clone();
            other[SIZE] += (byte) difference;
            assertDamaged(other);
        }
        assertDamaged(joined(rows, new byte[512]));
        assertDamaged(joined(rows, ROWS.getBytes(UTF_8)));
    }

    @Tag("endurance")
    @Test
    void aFileWithFlippedBitsIsDamagedWhateverItsReaderThrows() throws IOException {
        byte[] rows = zstd(ROWS.repeat(100));
        Random random = new Random(1);
        for (int time = 0; time < 3_000; time++) {
            byte[] bytes = rows.clone();
            bytes[4 + random.nextInt(bytes.length - 4)] ^= (byte) (1 << random.nextInt(8));
            assertThat(catchThrowable(() -> content(bytes)))
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            fault -> assertThat(fault).isInstanceOf(InvalidDataException.class));
        }
    }

    /** As where the folder for temporary files is one that no code may be run from. In a process of its own, since a library stays loaded. */
    @Test
    void whereTheLibraryCannotBeLoadedTheMessageSaysWhatToDo() throws Exception {
        Path file = Files.write(dir.resolve("rows.csv.zst"), zstd(ROWS));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-DZstdTempFolder=" + dir.resolve("none"),
                        Opening.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .contains("rows.csv.zst: this file is compressed by zstd, whose library can't be loaded", "zstd -d");
    }

    /** Opens a file, and prints why it can't be. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] arguments) throws IOException {
            try (InputStream in = CompressedFile.open(new TextSource("rows.csv.zst", Path.of(arguments[0])))) {
                System.out.println(in.read());
            } catch (InvalidDataException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private void assertDamaged(byte[] file) {
        assertThat(catchThrowable(() -> content(file)))
                .as("%d bytes", file.length)
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("rows.csv.zst: this zstd file is damaged or incomplete");
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(UTF_8));
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    private String content(byte[]... parts) throws IOException {
        Path file = Files.write(dir.resolve("rows.csv.zst"), joined(parts));
        try (InputStream in = CompressedFile.open(new TextSource("rows.csv.zst", file))) {
            return new String(in.readNBytes(2_000_000), UTF_8);
        }
    }
}
