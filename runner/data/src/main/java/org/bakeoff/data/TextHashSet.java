package org.bakeoff.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.bakeoff.io.Sha256;

/**
 * A set of texts of which it keeps only a hash each, the first 127 bits of the SHA-256, in 21 to 43 bytes: so millions of them fit into
 * a small heap. That two texts have the same is too unlikely to ever happen. Not thread-safe.
 */
final class TextHashSet {

    private final MessageDigest sha256 = Sha256.digest();
    /** Two numbers a hash, at the first free place from the one that it names; the second is 0 only where there is none. */
    private long[] table = new long[32];

    private int size;
    private long high;
    private long low;

    /** Adds a text, and returns whether it wasn't there. */
    boolean add(String text) {
        hash(text);
        int place = place();
        if (table[place + 1] != 0) {
            return false;
        }
        put(place);
        size++;
        // At most three quarters full.
        if (8L * size > 3L * table.length) {
            grow();
        }
        return true;
    }

    /** Returns whether a text is there. */
    boolean contains(String text) {
        if (size == 0) {
            return false;
        }
        hash(text);
        return table[place() + 1] != 0;
    }

    /** Returns how many texts there are. */
    int size() {
        return size;
    }

    private void hash(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        high = bytes.getLong();
        low = bytes.getLong() | 1;
    }

    /** Returns where the hash is or belongs. */
    private int place() {
        int mask = table.length - 2;
        int place = (int) high << 1 & mask;
        while (table[place + 1] != 0 && (table[place] != high || table[place + 1] != low)) {
            place = place + 2 & mask;
        }
        return place;
    }

    private void put(int place) {
        table[place] = high;
        table[place + 1] = low;
    }

    private void grow() {
        long[] before = table;
        table = new long[Math.multiplyExact(2, before.length)];
        for (int place = 0; place < before.length; place += 2) {
            high = before[place];
            low = before[place + 1];
            if (low != 0) {
                put(place());
            }
        }
    }
}
