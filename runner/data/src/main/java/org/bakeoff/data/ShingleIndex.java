package org.bakeoff.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds among sets of shingles those that resemble another one; see {@link NearTexts}. */
final class ShingleIndex {

    private static final int ENTRIES = 300;
    private static final int NUMBER_BITS = Long.SIZE - Shingles.BITS;

    private final List<long[]> sets;
    /** A shingle and the number of a set that has it among its first, ascending. */
    private final long[] entries;

    /** Indexes sets, each in the order common to all; of fewer than 2^24, none empty. */
    ShingleIndex(List<long[]> sets) {
        this.sets = sets;
        int size = sets.stream().mapToInt(ShingleIndex::first).sum();
        entries = new long[size];
        int next = 0;
        for (int number = 0; number < sets.size(); number++) {
            long[] set = sets.get(number);
            for (int index = 0; index < first(set); index++) {
                entries[next++] = entry(set[index]) | number;
            }
        }
        Arrays.parallelSort(entries);
    }

    /** Returns whether one of the sets resembles a set in the same order. May be called by several threads at once. */
    boolean near(long[] set) {
        if (set.length == 0) {
            return false;
        }
        Set<Integer> met = new HashSet<>();
        int looked = 0;
        for (int index = 0; index < first(set); index++) {
            long entry = entry(set[index]);
            int position = Arrays.binarySearch(entries, entry);
            position = position < 0 ? -position - 1 : position;
            for (; position < entries.length && (entries[position] ^ entry) >>> NUMBER_BITS == 0; position++) {
                if (looked++ == ENTRIES) {
                    return false;
                }
                int number = (int) (entries[position] ^ entry);
                if (met.add(number) && alike(set, sets.get(number))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns how many of its elements a set has in the index. */
    private static int first(long[] set) {
        return set.length - (4 * set.length + 4) / 5 + 1;
    }

    private static long entry(long shingle) {
        return shingle << NUMBER_BITS;
    }

    /**
     * Returns whether of all that two sets hold both hold at least four fifths, in other words: whether what only one of them holds
     * is at most a ninth of their sizes' sum. The rarest come first, so it soon shows.
     */
    private static boolean alike(long[] left, long[] right) {
        int most = (left.length + right.length) / 9;
        int different = 0;
        int at = 0;
        int other = 0;
        while (at < left.length && other < right.length && different <= most) {
            long order = left[at] - right[other];
            at += order <= 0 ? 1 : 0;
            other += order >= 0 ? 1 : 0;
            different += order == 0 ? 0 : 1;
        }
        return different + left.length - at + right.length - other <= most;
    }
}
