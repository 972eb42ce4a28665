package org.bakeoff.provider.bert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes the SHA-256 of files, and remembers it while the file system shows no change: the runner asks before and after each
 * trial, and weights may have gigabytes.
 */
final class FileChecksums {

    /** Two writes within so short a time may leave the same times, so that nothing newer is remembered. */
    private static final Duration COARSEST_TIME = Duration.ofSeconds(3);

    private static final int BLOCK = 1 << 16;

    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private record Known(Version version, String sha256) {}

    /**
     * Holds what changes with a file's content.
     *
     * @param key identifies the file, where the file system does
     * @param changed when the content or the attributes changed, which can't be set, where the file system says it
     */
    private record Version(
            long size,
            FileTime modified,
            @Nullable Object key,
            @Nullable FileTime changed) {

        static Version of(Path file) throws IOException {
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
            boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
            FileTime changed = unix ? (FileTime) Files.getAttribute(file, "unix:ctime") : null;
            return new Version(basic.size(), basic.lastModifiedTime(), basic.fileKey(), changed);
        }

        boolean isOlderThan(Instant time) {
            return modified.toInstant().isBefore(time)
                    && (changed == null || changed.toInstant().isBefore(time));
        }
    }

    private FileChecksums() {}

    /**
     * Returns the SHA-256 of what a file holds.
     *
     * @throws CancellationException if this thread is interrupted while the file is read
     */
    static String sha256(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        Instant recent = Instant.now().minus(COARSEST_TIME);
        Version version = Version.of(path);
        Known known = KNOWN.get(path);
        if (known != null && known.version().equals(version)) {
            return known.sha256();
        }
        String sha256 = read(path);
        if (version.isOlderThan(recent) && version.equals(Version.of(path))) {
            KNOWN.put(path, new Known(version, sha256));
        }
        return sha256;
    }

    /** Reads a file to its end, unless this thread is interrupted: one of holes has no end for hours. */
    private static String read(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(JsonFiles.regular(file))) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted while reading " + file);
                }
                digest.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
