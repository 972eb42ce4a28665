package org.bakeoff.toolkit.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Sorts by nothing but names, in an order that looks shuffled: by the first eight bytes of the SHA-256 of their UTF-8, as an
 * unsigned number, then by the names themselves.
 */
public final class HashOrder {

    private record Keyed<T>(long key, String name, T item) {}

    private HashOrder() {}

    /** Returns the items in that order. */
    public static <T> List<T> sorted(List<T> items, Function<T, String> name) {
        MessageDigest digest = sha256();
        return items.stream()
                .map(item -> new Keyed<>(key(digest, name.apply(item)), name.apply(item), item))
                .sorted(Comparator.<Keyed<T>, Long>comparing(Keyed::key, Long::compareUnsigned)
                        .thenComparing(Keyed::name))
                .map(Keyed::item)
                .toList();
    }

    private static long key(MessageDigest digest, String name) {
        return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
