package org.bakeoff.data;

import java.util.Arrays;

/**
 * Splits a text into its shingles, every three words in a row, each as a hash. A word is a run of letters and digits,
 * in small letters, or a single ideograph; whatever else a text holds makes no difference, nor does the form of Unicode that it is in. A text of one or two words is
 * one shingle, one without words has none.
 *
 * <p>Source: Broder, "On the resemblance and containment of documents", SEQUENCES 1997.
 */
final class Shingles {

    /** A hash has so many bits. */
    static final int BITS = 40;

    private static final long PRIME = 0x100000001b3L;
    private static final long ODD = 0x9e3779b97f4a7c15L;

    private long[] hashes;
    private int count;
    private long secondLast;
    private long last;
    private long word;
    private int words;

    private Shingles(int capacity) {
        hashes = new long[capacity];
    }

    /** Returns the hashes of a text's shingles in their order, those that occur again included. */
    static long[] of(String written) {
        String text = ComposedText.of(written);
        Shingles shingles = new Shingles(text.length() / 5 + 1);
        int point;
        for (int position = 0; position < text.length(); position += Character.charCount(point)) {
            point = text.codePointAt(position);
            if (point < 128) {
                shingles.ascii(point);
            } else if (Character.isIdeographic(point)) {
                shingles.endWord();
                shingles.letter(point);
                shingles.endWord();
            } else if (Character.isLetterOrDigit(point)) {
                shingles.letter(Character.toLowerCase(point));
            } else {
                shingles.endWord();
            }
        }
        return shingles.end();
    }

    /** What is done for any character, only faster. */
    private void ascii(int point) {
        boolean capital = point >= 'A' && point <= 'Z';
        if (capital || (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9')) {
            letter(capital ? point + 32 : point);
        } else {
            endWord();
        }
    }

    private void letter(int point) {
        word = ((word == 0 ? ODD : word) ^ point) * PRIME;
    }

    private void endWord() {
        if (word == 0) {
            return;
        }
        words++;
        if (words >= 3) {
            add();
        }
        secondLast = last;
        last = word;
        word = 0;
    }

    private long[] end() {
        endWord();
        if (words == 1 || words == 2) {
            add();
        }
        return Arrays.copyOf(hashes, count);
    }

    private void add() {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = mixed(mixed(mixed(secondLast) + last) + word) >>> (Long.SIZE - BITS);
    }

    /** Applies the last step of MurmurHash3, after which every bit depends on all others. */
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
