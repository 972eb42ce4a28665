package org.bakeoff.provider.bert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;

/**
 * Checks SentencePiece's table of characters and what replaces them: the length of a double-array trie in bytes, the trie, and the
 * replacements, each of which ends with a zero. Native code follows the trie without looking at its bounds.
 *
 * <p>Source: the code of the crate spm_precompiled, github.com/huggingface/spm_precompiled.
 */
final class PrecompiledCharsmap {

    /** Four times what any known table takes, in bytes. */
    private static final int LARGEST = 1 << 20;

    /** Unicode's longest has 33 bytes. */
    private static final int LONGEST_REPLACEMENT = 64;

    private final int[] units;
    private final byte[] replacements;

    private PrecompiledCharsmap(int[] units, byte[] replacements) {
        this.units = units;
        this.replacements = replacements;
    }

    /** Returns whether a table, in base 64, leads nowhere outside of itself with any text, and deletes no letters. */
    static boolean isSound(String base64) {
        if (base64.length() > 2 * LARGEST) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            return false;
        }
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 2 * Integer.BYTES || bytes.length > LARGEST) {
            return false;
        }
        int size = table.getInt();
        if (size < Integer.BYTES || size > table.remaining() || size % Integer.BYTES != 0) {
            return false;
        }
        int[] units = new int[size / Integer.BYTES];
        table.asIntBuffer().get(units);
        table.position(table.position() + size);
        byte[] replacements = new byte[table.remaining()];
        table.get(replacements);
        PrecompiledCharsmap charsmap = new PrecompiledCharsmap(units, replacements);
        return isText(replacements) && charsmap.isClosed() && charsmap.keepsLetters();
    }

    private static boolean isText(byte[] replacements) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Follows every path from the root. */
    private boolean isClosed() {
        BitSet seen = new BitSet(units.length);
        Deque<Integer> open = new ArrayDeque<>();
        open.add(0);
        while (!open.isEmpty()) {
            int place = open.remove();
            int base = place ^ offset(units[place]);
            if (place != 0 && hasLeaf(units[place]) && !(base < units.length && isReplacement(units[base]))) {
                return false;
            }
            if ((base | 0xff) >= units.length) {
                return false;
            }
            for (int key = 1; key <= 0xff; key++) {
                int next = base ^ key;
                if (label(units[next]) == key && !seen.get(next)) {
                    seen.set(next);
                    open.add(next);
                }
            }
        }
        return true;
    }

    private boolean isReplacement(int leaf) {
        int start = leaf & Integer.MAX_VALUE;
        if (start > replacements.length) {
            return false;
        }
        int end = start;
        while (end < replacements.length && replacements[end] != 0) {
            end++;
            if (end - start > LONGEST_REPLACEMENT) {
                return false;
            }
        }
        return start == replacements.length || (replacements[start] & 0xc0) != 0x80;
    }

    /** Returns whether letters and digits of ASCII become such, so that no text of them vanishes. */
    private boolean keepsLetters() {
        int base = offset(units[0]);
        for (int key = 0; key < 0x80; key++) {
            int unit = units[base ^ key];
            if (Character.isLetterOrDigit(key) && label(unit) == key && hasLeaf(unit)) {
                int start = units[base ^ key ^ offset(unit)] & Integer.MAX_VALUE;
                if (start == replacements.length
                        || replacements[start] < 0
                        || !Character.isLetterOrDigit(replacements[start])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean hasLeaf(int unit) {
        return (unit >>> 8 & 1) == 1;
    }

    private static int label(int unit) {
        return unit & (Integer.MIN_VALUE | 0xff);
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
