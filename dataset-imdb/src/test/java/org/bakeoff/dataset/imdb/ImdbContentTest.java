package org.bakeoff.dataset.imdb;

import static org.bakeoff.dataset.imdb.Loading.refusal;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dataset must hold, whether it is a folder or an archive. */
final class ImdbContentTest {

    private static void bothRefuse(SmallImdb imdb, Path dir, String... says) {
        Path archive = imdb.archive(dir);
        refusal(archive).contains(archive.toString()).contains(says).contains("again");
        Path folder = imdb.folder(dir);
        refusal(folder).contains(folder.toString()).contains(says).contains("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/pos", "train/neg", "test/pos", "test/neg"})
    void aMissingFolderIsNamed(String folder, @TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(2).without(folder + "/"), dir, "no reviews in", folder);
    }

    @Test
    void allMissingFoldersAreNamedAtOnce(@TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(2).without("t").put("README", "hello"), dir, "train/pos", "test/neg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-7.txt",
                "0_7",
                "0_7.text",
                "_7.txt",
                "00_7.txt",
                "-1_7.txt",
                "0_07.txt",
                "0_0.txt",
                "0_11.txt",
                "1234567890_7.txt",
                "0_7.txt.bak",
                "Thumbs.db",
                "٠_7.txt"
            })
    void aNameThatIsNoReviewsIsRefused(String name, @TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(2).put("train/pos/" + name, "wibble"), dir, "train/pos/" + name, "12_8.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/pos/2_6.txt", "train/pos/2_1.txt", "test/neg/2_5.txt", "test/neg/2_10.txt"})
    void aRatingOfTheOtherClassIsRefused(String path, @TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(2).put(path, "wibble"), dir, path, "rating");
    }

    @Test
    void twoReviewsOfOneNumberAreRefused(@TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(2).put("train/neg/0_4.txt", "wibble"), dir, "train/neg/0_4", "train/neg/0_1");
    }

    @Test
    void aMissingReviewIsNamed(@TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(5).without("test/pos/3_"), dir, "test/pos lacks review 3", "4 of the 5");
    }

    @Test
    void theLastReviewMayNotBeMissing(@TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(5).without("test/pos/4_"), dir, "test/pos lacks review 4", "4 of the 5");
    }

    @Test
    void aMissingMovieListIsNamed(@TempDir Path dir) {
        bothRefuse(SmallImdb.ofEach(2).without("test/urls_neg.txt"), dir, "test/urls_neg.txt is missing");
    }

    @Test
    void aShortMovieListIsRefused(@TempDir Path dir) {
        bothRefuse(
                SmallImdb.ofEach(2).put("train/urls_pos.txt", "http://www.imdb.com/title/tt1/usercomments\n"),
                dir,
                "train/urls_pos.txt has 1 lines",
                "train/pos/1_8.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://www.imdb.com/title/", "http://www.imdb.com/name/tt12/", "title/ttx/", "tt12"})
    void aLineWithoutAMovieIsNamed(String line, @TempDir Path dir) {
        bothRefuse(
                SmallImdb.ofEach(2)
                        .put("train/urls_neg.txt", "http://www.imdb.com/title/tt1/usercomments\n" + line + "\n"),
                dir,
                "train/urls_neg.txt has no movie in line 2");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused(@TempDir Path dir) {
        byte[] latin1 = {'s', 'n', 'a', 'r', 'f', (byte) 0xe9};
        bothRefuse(
                SmallImdb.ofEach(2).put("train/pos/0_7.txt", latin1), dir, "train/pos/0_7.txt is no UTF-8", "byte 5");
    }

    @Test
    void anEncodedSurrogateIsNoUtf8(@TempDir Path dir) {
        byte[] surrogate = {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'b'};
        bothRefuse(SmallImdb.ofEach(2).put("test/pos/0_7.txt", surrogate), dir, "test/pos/0_7.txt is no UTF-8");
    }

    @Test
    void aCutCharacterIsNoUtf8(@TempDir Path dir) {
        byte[] cut = {'a', (byte) 0xe2, (byte) 0x80};
        bothRefuse(SmallImdb.ofEach(2).put("test/pos/0_7.txt", cut), dir, "test/pos/0_7.txt is no UTF-8", "byte 1");
    }

    @Test
    void anOverlongReviewIsRefused(@TempDir Path dir) {
        bothRefuse(
                SmallImdb.ofEach(2).put("test/neg/0_1.txt", "gronk ".repeat(200_000)),
                dir,
                "test/neg/0_1.txt has 1200000 bytes");
    }

    @Test
    void anOverlongMovieListIsRefused(@TempDir Path dir) {
        bothRefuse(
                SmallImdb.ofEach(2).put("test/urls_pos.txt", new byte[17_000_000]),
                dir,
                "test/urls_pos.txt has 17000000 bytes");
    }
}
