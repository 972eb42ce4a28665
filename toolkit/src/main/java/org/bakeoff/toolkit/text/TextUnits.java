package org.bakeoff.toolkit.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds what stays together when texts are cut into sets: those of a group or, without groups, equal texts. The units are in an order
 * that looks shuffled and depends on their names alone: by the first 16 bytes of the SHA-256 of their UTF-8.
 */
final class TextUnits {

    private final int[] positions;

    /** Where in the positions a unit starts. */
    private final BitSet starts = new BitSet();

    /** A text's position and the hash of its unit's name, which stands for the unit. */
    private record Member(long high, long low, int position) {

        boolean together(Member other) {
            return high == other.high && low == other.low;
        }
    }

    /**
     * Finds the units.
     *
     * @param order what is put before their names: another one gives another order
     */
    TextUnits(List<? extends LabelledText> texts, boolean grouped, String order) {
        MessageDigest sha256 = HashOrder.sha256();
        GroupNames groups = GroupNames.of(grouped ? List.of(texts) : List.of());
        Member[] members = new Member[texts.size()];
        int position = 0;
        for (LabelledText text : texts) {
            // They may have come from two systems, which compose letters with marks otherwise.
            String name = order
                    + Normalizer.normalize(
                            IcuSegments.streamSafe(grouped ? groups.of(text) : text.text()), Normalizer.Form.NFC);
            ByteBuffer digest = ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)));
            members[position] = new Member(digest.getLong(), digest.getLong(), position);
            position++;
        }
        Arrays.sort(
                members,
                Comparator.<Member, Long>comparing(Member::high, Long::compareUnsigned)
                        .thenComparing(Member::low, Long::compareUnsigned)
                        .thenComparing(Member::position));
        positions = new int[members.length];
        for (int index = 0; index < members.length; index++) {
            positions[index] = members[index].position();
            starts.set(index, index == 0 || !members[index].together(members[index - 1]));
        }
    }

    /** Returns how many units there are. */
    int count() {
        return starts.cardinality();
    }

    /** Returns the numbers of the units, ascending. */
    IntStream numbers() {
        return starts.stream();
    }

    /** Returns the positions of a unit's texts, ascending. */
    int[] unit(int number) {
        int end = starts.nextSetBit(number + 1);
        return Arrays.copyOfRange(positions, number, end < 0 ? positions.length : end);
    }
}
