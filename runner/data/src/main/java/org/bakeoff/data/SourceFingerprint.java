package org.bakeoff.data;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;

/**
 * A file or folder that a dataset reads, identified by its contents.
 *
 * @param source the path or URL, as it was asked for
 * @param sha256 the SHA-256 of the file, in lowercase hexadecimal digits. For a folder that of a list of its files, which
 *     {@code find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum} gives too, run there
 *     (where it holds links, these count with their target's name as contents)
 * @param bytes the size of the file, or of all files of the folder together
 */
public record SourceFingerprint(String source, String sha256, long bytes) {

    private record Entry(Path path, String name, boolean link, long bytes) {}

    /** Reads an existing file or folder, known as {@code source}. */
    public static SourceFingerprint of(String source, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return ofFolder(source, path.toRealPath());
        }
        try {
            Path file = RegularFiles.named(path);
            return new SourceFingerprint(source, Sha256.of(file), Files.size(file));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Reads some files, known as {@code source}.
     *
     * @param root the folder that their names are relative to
     */
    static SourceFingerprint of(String source, Path root, List<Path> files) throws IOException {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        for (Path file : files) {
            SourceFingerprint one = of(source, file);
            String name = root.relativize(file).toString();
            digest.update((one.sha256() + "  " + name + "\0").getBytes(StandardCharsets.UTF_8));
            bytes += one.bytes();
        }
        return new SourceFingerprint(source, Sha256.of(digest), bytes);
    }

    String mismatch(String expected) {
        return source + " has the SHA-256 " + sha256 + ", not the expected " + expected
                + ". Check that it is the right file; if it is, give \"sha256\": \"" + sha256 + "\".";
    }

    private static SourceFingerprint ofFolder(String source, Path root) throws IOException {
        List<Entry> entries = entries(root);
        String[] lines = new String[entries.size()];
        try {
            // Reading many small files is mostly waiting; their order is kept by the index.
            Arrays.parallelSetAll(lines, index -> line(entries.get(index)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        MessageDigest digest = Sha256.digest();
        for (String line : lines) {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        long bytes = entries.stream().mapToLong(Entry::bytes).sum();
        return new SourceFingerprint(source, Sha256.of(digest), bytes);
    }

    private static List<Entry> entries(Path root) throws IOException {
        SortedMap<byte[], Entry> entries = new TreeMap<>(Arrays::compareUnsigned);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (!attributes.isOther()) {
                    String name = root.relativize(path).toString().replace(File.separatorChar, '/');
                    byte[] key = name.getBytes(StandardCharsets.UTF_8);
                    entries.put(key, new Entry(path, name, attributes.isSymbolicLink(), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException fault) throws IOException {
                throw unreadable(path, fault);
            }
        });
        return List.copyOf(entries.values());
    }

    private static String line(Entry entry) {
        try {
            // A link counts as its target's name, since the target may be anywhere, even the folder itself.
            String sha256 = entry.link()
                    ? Sha256.of(Files.readSymbolicLink(entry.path()).toString())
                    : Sha256.of(entry.path());
            return Sha256.line(entry.name(), sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(unreadable(entry.path(), e));
        }
    }

    private static IOException unreadable(Path path, IOException fault) {
        return new IOException(
                "Can't read " + path + ": " + FileErrors.reason(fault)
                        + ". Check that it's there and that you may read it.",
                fault);
    }
}
