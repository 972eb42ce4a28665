package org.bakeoff.dataset.imdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A dataset in the layout of the published one, with a few invented reviews, to be spoilt and written in many ways. */
final class SmallImdb {

    private static final List<String> WORDS = List.of(
            "zorblat",
            "quimble",
            "Frandle",
            "the",
            "THE",
            "of",
            "mirp's",
            "dollop,",
            "vexling!",
            "<br />",
            "oontz-oontz");

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** So many reviews of each part; every two of them are about the same movie. */
    static SmallImdb ofEach(int count) {
        SmallImdb imdb = new SmallImdb();
        for (String set : List.of("train", "test")) {
            for (String sign : List.of("neg", "pos")) {
                imdb.put(set + "/urls_" + sign + ".txt", urls(set, sign, count));
                for (int number = 0; number < count; number++) {
                    int rating = (sign.equals("pos") ? 7 : 1) + number % 4;
                    String path = set + "/" + sign + "/" + number + "_" + rating + ".txt";
                    imdb.put(path, review(path));
                }
            }
        }
        return imdb;
    }

    private static String urls(String set, String sign, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "http://www.imdb.com/title/" + movie(set + "/" + sign, number) + "/usercomments\n")
                .collect(Collectors.joining());
    }

    /** The movie of a review. */
    static String movie(String folder, int number) {
        return "tt"
                + (1_000_000
                        + 100_000
                                * List.of("train/neg", "train/pos", "test/neg", "test/pos")
                                        .indexOf(folder)
                        + number / 2);
    }

    private static String review(String path) {
        Random random = new Random(path.hashCode());
        return IntStream.range(0, 1 + random.nextInt(30))
                .mapToObj(position -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    /** The text of a file below aclImdb. */
    String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), UTF_8);
    }

    /** Adds or replaces a file below aclImdb. */
    SmallImdb put(String path, String content) {
        return put(path, content.getBytes(UTF_8));
    }

    /** Adds or replaces a file below aclImdb. */
    SmallImdb put(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Removes all files whose path begins so. */
    SmallImdb without(String prefix) {
        files.keySet().removeIf(path -> path.startsWith(prefix));
        return this;
    }

    /** Puts the files in another order. */
    SmallImdb reversed() {
        List<Map.Entry<String, byte[]>> entries = new ArrayList<>(files.entrySet());
        Collections.reverse(entries);
        files.clear();
        entries.forEach(entry -> files.put(entry.getKey(), entry.getValue()));
        return this;
    }

    /** Writes the folder aclImdb, and gives its path. */
    Path folder(Path parent) {
        Path root = parent.resolve("aclImdb");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return root;
    }

    /** Writes a gzipped archive. */
    Path archive(Path parent) {
        return archive(parent, tar -> {});
    }

    /** Writes a gzipped archive with more entries at its end. */
    Path archive(Path parent, Entries more) {
        Path file = parent.resolve("aclImdb.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            write(out, more);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    /** Writes an archive that isn't gzipped. */
    Path tar(Path parent) {
        Path file = parent.resolve("aclImdb.tar");
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, tar -> {});
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    private void write(OutputStream out, Entries more) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entry(tar, new TarArchiveEntry("aclImdb/" + file.getKey()), file.getValue());
            }
            more.write(tar);
        }
    }

    /** Writes one entry. */
    static void entry(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Writes entries of an archive. */
    interface Entries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }
}
