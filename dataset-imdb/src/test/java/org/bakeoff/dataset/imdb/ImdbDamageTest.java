package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.bakeoff.dataset.imdb.Loading.content;
import static org.bakeoff.dataset.imdb.Loading.load;
import static org.bakeoff.dataset.imdb.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every archive that was truncated or changed in one place: it is refused, or nothing in it that matters has changed. */
final class ImdbDamageTest {

    @Test
    void everyTruncationOfAGzippedArchiveIsRefused(@TempDir Path dir) throws IOException {
        byte[] whole = Files.readAllBytes(SmallImdb.ofEach(1).archive(dir));
        Path cut = dir.resolve("cut.tar.gz");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            refusal(cut).startsWith(cut.toString());
        }
    }

    @Test
    void everyFlippedBitOfAGzippedArchiveIsRefusedOrHarmless(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1).archive(dir);
        List<?> expected = content(load(archive));
        byte[] bytes = Files.readAllBytes(archive);
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] ^= (byte) (1 << position % 8);
            List<?> found = contentOrRefused(Files.write(archive, bytes));
            assertThat(found.isEmpty() || found.equals(expected))
                    .as("byte %d", position)
                    .isTrue();
            bytes[position] ^= (byte) (1 << position % 8);
        }
    }

    @Test
    void everyTruncationOfAPlainArchiveIsRefusedOrHarmless(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1).tar(dir);
        List<?> expected = content(load(archive));
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < whole.length; length += 64) {
            List<?> found = contentOrRefused(Files.write(archive, Arrays.copyOf(whole, length)));
            assertThat(found.isEmpty() || found.equals(expected))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    /** A plain archive has no checksum of its contents, but one of each header. */
    @Test
    void noFlippedBitOfAPlainArchiveEndsInAnythingButAResultOrARefusal(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1).tar(dir);
        byte[] bytes = Files.readAllBytes(archive);
        for (int position = 0; position < bytes.length; position += 17) {
            bytes[position] ^= (byte) (1 << position % 8);
            List<?> found = contentOrRefused(Files.write(archive, bytes));
            assertThat(found).isNotNull();
            bytes[position] ^= (byte) (1 << position % 8);
        }
    }

    @Test
    void theLastEntryThatCouldBeReadIsNamed(@TempDir Path dir) throws IOException {
        byte[] whole = Files.readAllBytes(SmallImdb.ofEach(1).tar(dir));
        Path cut = Files.write(dir.resolve("cut.tar"), Arrays.copyOf(whole, 1024 + 100));

        refusal(cut).contains("is truncated or damaged after the entry aclImdb/train/urls_neg.txt", "Download");
    }

    private static List<?> contentOrRefused(Path archive) {
        try {
            return content(load(archive));
        } catch (IOException refused) {
            assertThat(refused).hasMessageStartingWith(archive.toString());
            return List.of();
        } catch (RuntimeException wrong) {
            return fail(wrong);
        }
    }
}
