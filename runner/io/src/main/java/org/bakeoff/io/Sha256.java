package org.bakeoff.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Computes SHA-256 as lowercase hexadecimal digits. */
public final class Sha256 {

    private Sha256() {}

    /** Returns the SHA-256 of bytes. */
    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return of(digest);
    }

    /** Returns the SHA-256 of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the SHA-256 of a file, which must be no link.
     *
     * @throws java.util.concurrent.CancellationException if this thread is interrupted meanwhile
     */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(RegularFiles.read(file), digest)) {
            RegularFiles.transfer(in, OutputStream.nullOutputStream());
        }
        return of(digest);
    }

    /**
     * Returns the SHA-256 of a folder, that of the lines of its files in the order of their names in UTF-8.
     *
     * @param files the SHA-256 of each file, by its name from the folder on
     */
    public static String ofFolder(Map<String, String> files) {
        SortedMap<byte[], String> lines = new TreeMap<>(Arrays::compareUnsigned);
        files.forEach((name, sha256) -> lines.put(name.getBytes(StandardCharsets.UTF_8), line(name, sha256)));
        return of(String.join("", lines.values()));
    }

    /** Returns a line as sha256sum writes it: a line break in a name is escaped, so that no name can imitate two lines. */
    public static String line(String name, String sha256) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + sha256 + "  " + escaped + "\n";
    }

    /** Returns the SHA-256 of all that a digest got. */
    public static String of(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the SHA-256 of all that a digest got so far; it may get more. */
    public static String soFar(MessageDigest digest) {
        try {
            return of((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java platform's SHA-256 can be copied", e);
        }
    }

    /** Returns a digest that got nothing yet. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
