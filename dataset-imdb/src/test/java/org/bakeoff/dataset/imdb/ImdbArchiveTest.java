package org.bakeoff.dataset.imdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.imdb.Loading.content;
import static org.bakeoff.dataset.imdb.Loading.load;
import static org.bakeoff.dataset.imdb.Loading.refusal;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are hostile, or not the published layout. */
final class ImdbArchiveTest {

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    /** An archive of so many times the same header; gzip files may be joined, which saves zipping them all. */
    private static Path headers(Path dir, int count, TarArchiveEntry entry) throws IOException {
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        byte[] zipped = zipped(header);
        Path file = dir.resolve("headers.tar.gz");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int copy = 0; copy < count; copy++) {
                out.write(zipped);
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "aclImdb/../../evil.txt",
                "aclImdb/train/pos/..",
                "/aclImdb/train/pos/9_9.txt",
                "/etc/evil",
                "C:/evil.txt",
                "c:evil.txt",
                "aclImdb\\train\\evil.txt",
                "..\\evil.txt"
            })
    void aNameThatLeavesTheFolderIsRefused(String name, @TempDir Path dir) {
        Path archive = SmallImdb.ofEach(1)
                .archive(dir, tar -> SmallImdb.entry(tar, new TarArchiveEntry(name, true), new byte[0]));

        refusal(archive).contains(archive.toString(), name, "leads out of");
    }

    @Test
    void linksDevicesAndPipesAreRefused(@TempDir Path dir) {
        Map<Byte, String> kinds = Map.of(
                TarConstants.LF_LINK,
                "a hard link",
                TarConstants.LF_SYMLINK,
                "a symbolic link",
                TarConstants.LF_CHR,
                "a device",
                TarConstants.LF_BLK,
                "a device",
                TarConstants.LF_FIFO,
                "a named pipe",
                TarConstants.LF_GNUTYPE_SPARSE,
                "a sparse file",
                (byte) 'M',
                "of an unknown kind");
        kinds.forEach((flag, kind) -> {
            Path archive = SmallImdb.ofEach(1).archive(dir, tar -> {
                TarArchiveEntry entry = new TarArchiveEntry("aclImdb/train/pos/1_7.txt", flag);
                entry.setLinkName("0_7.txt");
                SmallImdb.entry(tar, entry, new byte[0]);
            });

            refusal(archive).contains(archive.toString(), "aclImdb/train/pos/1_7.txt", "is " + kind);
        });
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused(@TempDir Path dir) {
        for (String path : new String[] {"test/pos/0_7.txt", "test/urls_pos.txt"}) {
            SmallImdb imdb = SmallImdb.ofEach(1);
            byte[] content = imdb.text(path).getBytes(UTF_8);

            Path archive =
                    imdb.archive(dir, tar -> SmallImdb.entry(tar, new TarArchiveEntry("aclImdb/./" + path), content));

            refusal(archive).contains(archive.toString(), "aclImdb/" + path + " is there twice");
        }
    }

    @Test
    void anEntryThatClaimsToBeHugeIsRefusedUnread(@TempDir Path dir) throws IOException {
        TarArchiveEntry review = new TarArchiveEntry("aclImdb/train/pos/0_7.txt");
        review.setSize(1_000_001);
        refusal(headers(dir, 1, review)).contains("aclImdb/train/pos/0_7.txt has 1000001 bytes");
        TarArchiveEntry other = new TarArchiveEntry("aclImdb/train/labeledBow.feat");
        other.setSize(2_000_000_001);
        refusal(headers(dir, 1, other)).contains("more than 2000000000 bytes");
    }

    @Tag("endurance")
    @Test
    void anArchiveOfTooManyEntriesIsRefused(@TempDir Path dir) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("aclImdb/train/unsup/0_0.txt");
        Path archive = headers(dir, 500_001, entry);

        refusal(archive).contains(archive.toString(), "more than 500000 entries");
    }

    @Test
    void aNameLongerThanMemoryIsRefused(@TempDir Path dir) {
        Path archive = SmallImdb.ofEach(1).archive(dir, tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            SmallImdb.entry(tar, entry, "x".repeat(3_000_000).getBytes(UTF_8));
        });

        refusal(archive).contains(archive.toString(), "more bytes than the dataset can have");
    }

    @Test
    void aNameThatSteersTheTerminalIsShownHarmless(@TempDir Path dir) {
        Path archive = SmallImdb.ofEach(1).archive(dir, tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("aclImdb/train/pos/\u001b[2J" + "y".repeat(5000) + ".txt");
            SmallImdb.entry(tar, entry, new byte[0]);
        });

        refusal(archive).contains("?[2J").doesNotContain("\u001b").hasSizeLessThan(1000);
    }

    @Test
    void namesMayBeLongOrBeginWithADot(@TempDir Path dir) throws IOException {
        Path plain = SmallImdb.ofEach(2).archive(dir);
        String expected = content(load(plain)).toString();

        Path archive = SmallImdb.ofEach(2).without("test/pos/1_8").archive(dir, tar -> {
            SmallImdb.entry(tar, new TarArchiveEntry("aclImdb/" + "long".repeat(100) + ".feat"), new byte[0]);
            SmallImdb.entry(tar, new TarArchiveEntry("./aclImdb/extra/"), new byte[0]);
            byte[] content = SmallImdb.ofEach(2).text("test/pos/1_8.txt").getBytes(UTF_8);
            SmallImdb.entry(tar, new TarArchiveEntry("./aclImdb/test/pos/1_8.txt"), content);
        });

        assertThat(content(load(archive))).hasToString(expected);
    }

    @Test
    void aFileThatIsNoArchiveIsRefused(@TempDir Path dir) throws IOException {
        byte[] page = "<html>please log in</html>".repeat(100).getBytes(UTF_8);
        byte[][] contents = {
            {}, {0x1f}, {0x1f, (byte) 0x8b}, "hello".getBytes(UTF_8), page, zipped(page), new byte[4096]
        };
        for (byte[] content : contents) {
            Path file = Files.write(dir.resolve("some.tar.gz"), content);
            refusal(file).contains(file.toString(), "is no .tar.gz or .tar archive", "Download");
        }
    }

    @Test
    void anArchiveOfAnotherFolderIsRefused(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("other.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            SmallImdb.entry(tar, new TarArchiveEntry("reviews/train/pos/0_7.txt"), new byte[0]);
        }

        refusal(file).contains(file.toString(), "holds no reviews in aclImdb/train/pos");
    }

    @Test
    void aMissingFileIsSaidToBeMissing(@TempDir Path dir) {
        Path file = dir.resolve("none.tar.gz");

        refusal(file).contains(file.toString(), "isn't there");
    }
}
