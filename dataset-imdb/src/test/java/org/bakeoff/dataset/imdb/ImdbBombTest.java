package org.bakeoff.dataset.imdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bakeoff.dataset.imdb.Loading.content;
import static org.bakeoff.dataset.imdb.Loading.load;
import static org.bakeoff.dataset.imdb.Loading.refusal;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are small, and large once they are read; and those whose names are more than one name. */
final class ImdbBombTest {

    private static final int MEGABYTE = 1_000_000;

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    private static byte[] header(String name, long size, byte kind) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        return header;
    }

    /** Gzip files may be joined, which saves zipping zeros without end. */
    private static Path joined(Path dir, int count, byte[] start, byte[] piece) throws IOException {
        byte[] zipped = zipped(piece);
        Path file = dir.resolve("bomb.tar.gz");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(zipped(start));
            for (int copy = 0; copy < count; copy++) {
                out.write(zipped);
            }
        }
        return file;
    }

    @Test
    void reviewsThatUnpackToMoreThanMemoryAreRefused(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("bomb.tar.gz");
        byte[] review = zipped(Arrays.copyOf("z".repeat(MEGABYTE).getBytes(UTF_8), (MEGABYTE + 511) / 512 * 512));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int number = 0; number <= 250; number++) {
                String name = "aclImdb/train/pos/" + number + "_7.txt";
                out.write(zipped(header(name, MEGABYTE, TarConstants.LF_NORMAL)));
                out.write(review);
            }
        }
        assertThat(Files.size(file)).isLessThan(MEGABYTE);

        refusal(file)
                .contains(
                        file + ": aclImdb/train/pos/250_7.txt brings the reviews to more than 250000000 bytes",
                        "Download the archive again");
    }

    @Test
    void reviewsInAFolderAreCountedToo(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(1);
        Path folder = imdb.folder(dir);
        Path first = Files.write(folder.resolve("train/pos/1_7.txt"), new byte[MEGABYTE]);
        for (int number = 2; number <= 260; number++) {
            Files.createLink(folder.resolve("train/pos/" + number + "_7.txt"), first);
        }

        refusal(folder).contains("_7.txt brings the reviews to more than 250000000 bytes");
    }

    @Test
    void anEntryOfTwoGigabytesThatNobodyReadsIsRefusedByItsSize(@TempDir Path dir) throws IOException {
        byte[] start = header("aclImdb/train/labeledBow.feat", 2_000_000_001, TarConstants.LF_NORMAL);
        refusal(joined(dir, 1, start, new byte[MEGABYTE])).contains("holds more than 2000000000 bytes unpacked");
    }

    @Tag("endurance")
    @Test
    void zerosAfterTheEndMarkDontGoOnForEver(@TempDir Path dir) throws IOException {
        Path small = SmallImdb.ofEach(1).tar(dir);
        Path bomb = joined(dir, 2_001, Files.readAllBytes(small), new byte[MEGABYTE]);
        assertThat(Files.size(bomb)).isLessThan(3L * MEGABYTE);

        refusal(bomb).contains(bomb.toString(), "more bytes than the dataset can have", "Download");
    }

    /** An extended header may give an entry another size than its own header does. */
    @Test
    void aSizeThatAnExtendedHeaderGivesIsCheckedToo(@TempDir Path dir) throws IOException {
        for (String size : new String[] {"1000001", "9223372036854775807", "-1", "99999999999999999999", "x", ""}) {
            byte[] value = extended("size", size).getBytes(UTF_8);
            byte[] archive = new byte[512 * 5];
            System.arraycopy(
                    header("aclImdb/pax", value.length, TarConstants.LF_PAX_EXTENDED_HEADER_LC), 0, archive, 0, 512);
            System.arraycopy(value, 0, archive, 512, value.length);
            System.arraycopy(header("aclImdb/train/pos/0_7.txt", 3, TarConstants.LF_NORMAL), 0, archive, 1024, 512);
            Path file = Files.write(dir.resolve("pax.tar"), archive);

            refusal(file).startsWith(file.toString()).contains("Download");
        }
    }

    @Test
    void aPathThatAnExtendedHeaderGivesMayNotLeaveTheFolderEither(@TempDir Path dir) {
        for (String path : new String[] {"../../evil", "aclImdb/train/pos/../../../../evil"}) {
            Path archive = SmallImdb.ofEach(1).archive(dir, tar -> {
                TarArchiveEntry header = new TarArchiveEntry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
                SmallImdb.entry(tar, header, extended("path", path).getBytes(UTF_8));
                SmallImdb.entry(tar, new TarArchiveEntry("aclImdb/train/pos/9_7.txt"), new byte[0]);
            });

            refusal(archive).contains(archive + ": the entry " + path + " has a name that leads out");
        }
    }

    private static String extended(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length() + 2;
        return (length < 10 ? rest.length() + 1 : length) + rest;
    }

    @Test
    void aNameInAnotherEncodingIsNoReviewsName(@TempDir Path dir) throws IOException {
        Path latin = dir.resolve("more.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(latin), ISO_8859_1.name())) {
            SmallImdb.entry(tar, new TarArchiveEntry("aclImdb/train/pos/\u00e9_7.txt"), new byte[0]);
        }

        refusal(latin).contains("aclImdb/train/pos/?_7.txt isn't named NUMBER_RATING.txt");
    }

    /** Digits of other scripts look like a number to some, and are none here. */
    @Test
    void aNumberIsWrittenInOneWayOnly(@TempDir Path dir) {
        for (String name :
                new String[] {"\uFF10_7.txt", "00_7.txt", "+0_7.txt", "0_7.TXT", "0_7.txt ", "4294967296_7.txt"}) {
            Path archive = SmallImdb.ofEach(1)
                    .archive(
                            dir,
                            tar -> SmallImdb.entry(tar, new TarArchiveEntry("aclImdb/train/pos/" + name), new byte[0]));

            refusal(archive).contains("isn't named NUMBER_RATING.txt");
        }
    }

    @Test
    void anArchiveWithinTheArchiveIsNotOpened(@TempDir Path dir) throws IOException {
        Path plain = SmallImdb.ofEach(1).archive(dir);
        byte[] inner = Files.readAllBytes(plain);
        String expected = content(load(plain)).toString();
        Path archive = SmallImdb.ofEach(1)
                .archive(dir, tar -> SmallImdb.entry(tar, new TarArchiveEntry("aclImdb/train/more.tar.gz"), inner));

        assertThat(content(load(archive))).hasToString(expected);
        Path twice = Files.write(dir.resolve("twice.tar.gz"), zipped(inner));
        refusal(twice).contains("is no .tar.gz or .tar archive");
    }

    @Test
    void aPipeAmongTheReviewsIsNotWaitedFor(@TempDir Path dir) throws Exception {
        Path folder = SmallImdb.ofEach(1).folder(dir);
        Path pipe = folder.resolve("test/pos/1_7.txt");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        refusal(folder).contains("test/pos/1_7.txt is no plain file");
    }

    @Test
    void aReviewOfGigabytesIsRefusedUnread(@TempDir Path dir) throws IOException {
        Path folder = SmallImdb.ofEach(1).folder(dir);
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("test/pos/1_7.txt").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        refusal(folder).contains("more than 2000000000 bytes");
    }
}
