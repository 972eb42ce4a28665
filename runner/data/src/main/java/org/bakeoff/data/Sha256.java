package org.bakeoff.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Computes SHA-256 as lowercase hexadecimal digits. */
public final class Sha256 {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{64}");

    private Sha256() {}

    static String of(byte[] bytes) {
        return hex(digest().digest(bytes));
    }

    /** Returns the SHA-256 of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return hex(digest.digest());
    }

    /** Parses a SHA-256 that a user gave, and returns it in lowercase; null if none was given. */
    static @Nullable String given(@Nullable String sha256) throws IOException {
        if (sha256 == null) {
            return null;
        }
        String trimmed = sha256.strip();
        if (!DIGITS.matcher(trimmed).matches()) {
            throw new IOException("A SHA-256 has 64 hexadecimal digits, but \"" + sha256
                    + "\" was given. `sha256sum FILE` tells that of a file.");
        }
        return trimmed.toLowerCase(Locale.ROOT);
    }

    /** Returns the message for an input that isn't the expected one. */
    static String mismatch(SourceFingerprint found, String expected) {
        return found.source() + " has the SHA-256 " + found.sha256() + ", not the expected " + expected
                + ". Check that it is the right file; if it is, give \"sha256\": \"" + found.sha256() + "\".";
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
