package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bakeoff.dataset.imdb.Loading.content;
import static org.bakeoff.dataset.imdb.Loading.load;
import static org.bakeoff.dataset.imdb.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only folders can do wrong. */
final class ImdbFolderTest {

    @Test
    void aReviewThatIsALinkOutOfTheFolderIsRefused(@TempDir Path dir, @TempDir Path other) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(dir);
        Path secret = Files.writeString(other.resolve("secret.txt"), "not yours");
        Path link = folder.resolve("train/pos/1_8.txt");
        Files.delete(link);
        Files.createSymbolicLink(link, secret);

        refusal(folder).contains(folder.toString(), "train/pos/1_8.txt is a symbolic link that leads out");
        refusal(dir).contains("train/pos/1_8.txt is a symbolic link that leads out");
    }

    @Test
    void aMovieListThatIsALinkOutOfTheFolderIsRefused(@TempDir Path dir) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(dir);
        Path list = folder.resolve("test/urls_neg.txt");
        Files.createSymbolicLink(list, Files.move(list, dir.resolve("moved.txt")));

        refusal(folder).contains("test/urls_neg.txt is a symbolic link that leads out");
    }

    @Test
    void aFolderOfReviewsThatIsALinkOutIsRefused(@TempDir Path dir) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(dir);
        Path reviews = folder.resolve("test/neg");
        Files.createSymbolicLink(reviews, Files.move(reviews, dir.resolve("moved")));

        refusal(folder).contains("test/neg is a symbolic link that leads out");
    }

    @Test
    void aFolderBelowTheSourceThatIsALinkOutIsRefused(@TempDir Path dir, @TempDir Path other) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(other);
        Files.createSymbolicLink(dir.resolve("aclImdb"), folder);

        refusal(dir).contains("aclImdb is a symbolic link that leads out");
    }

    @Test
    void aLinkToNothingIsRefused(@TempDir Path dir) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(dir);
        Files.createSymbolicLink(folder.resolve("test/neg/2_3.txt"), dir.resolve("nothing"));

        refusal(folder).contains("test/neg/2_3.txt is a symbolic link to nothing");
    }

    @Test
    void linksWithinTheFolderAndToTheFolderAreFollowed(@TempDir Path dir) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(dir);
        List<?> expected = content(load(folder));
        Path review = folder.resolve("test/neg/1_2.txt");
        Files.createSymbolicLink(review, Files.move(review, folder.resolve("kept.txt")));
        Path link = Files.createSymbolicLink(dir.resolve("link"), folder);

        assertThat(content(load(link))).isEqualTo(expected);
    }

    @Test
    void aReviewThatMayNotBeReadIsNamed(@TempDir Path dir) throws IOException {
        Path folder = SmallImdb.ofEach(2).folder(dir);
        Path review = folder.resolve("test/neg/1_2.txt");
        Files.setPosixFilePermissions(review, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(review)).as("runs as an ordinary user").isFalse();

        refusal(folder).contains(review.toString(), "permissions");
    }

    @Test
    void aChecksumOfAFolderIsRefused(@TempDir Path dir) {
        Path folder = SmallImdb.ofEach(2).folder(dir);

        refusal(new ImdbConfig(folder.toString(), "0".repeat(64), 100, 20, null, null))
                .contains(folder.toString(), "sha256", "folder");
    }

    @Test
    void anyOtherFolderIsRefused(@TempDir Path dir) {
        refusal(dir).contains(dir.toString(), "holds no reviews in train/pos, train/neg, test/pos, test/neg");
    }

    @Test
    void aListOrFolderThatIsALinkToNothingIsRefused(@TempDir Path dir) throws IOException {
        for (String path : List.of("test/urls_neg.txt", "test/neg")) {
            Path folder = SmallImdb.ofEach(2).folder(Files.createDirectories(dir.resolve("of-" + path.length())));
            Path place = folder.resolve(path);
            Files.move(place, dir.resolve("moved-" + path.length()));
            Files.createSymbolicLink(place, dir.resolve("nothing"));

            refusal(folder).contains(path + " is a symbolic link to nothing");
        }
    }
}
