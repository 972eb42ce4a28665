package org.bakeoff.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.bakeoff.io.Cancellation;

/**
 * Finds texts that are nearly the same as one of many others: of the shingles of both together, at least four fifths are
 * shingles of each.
 *
 * <p>Nothing is drawn at random. If two sets are that alike, then among the first n - ceil(0.8 n) + 1 of the n elements of
 * either, in any order common to both, there is one that both have (Chaudhuri, Ganti and Kaushik, "A primitive operator for
 * similarity joins in data cleaning", ICDE 2006). With the rarest first, few others share such a one, and only with those
 * a text is compared.
 *
 * <p>Of a text whose shingles are all common the first 300 that share one are looked at, so a near one could be missed. The
 * others are taken in blocks, so that memory doesn't grow with their number.
 */
final class NearTexts {

    /** Characters of the texts that are compared with at once. */
    private static final int BLOCK = 50_000_000;

    /** Characters of the texts that are in memory at once. */
    private static final int BATCH = 1_000_000;

    private static final int BUCKETS = 20;
    private static final int MOST_FREQUENT = (1 << (Long.SIZE - 1 - Shingles.BITS)) - 1;

    private final Iterable<String> others;
    private final AtomicIntegerArray frequencies = new AtomicIntegerArray(1 << BUCKETS);

    private NearTexts(Iterable<String> others) {
        this.others = others;
        Iterator<String> all = others.iterator();
        while (all.hasNext()) {
            batch(all).parallelStream().forEach(this::count);
        }
    }

    private void count(String other) {
        for (long shingle : Shingles.of(other)) {
            frequencies.incrementAndGet(bucket(shingle));
        }
    }

    /** Returns the positions of those of some texts of which one of the others is nearly the same. Both are read more than once. */
    static BitSet find(Iterable<String> texts, Iterable<String> others) {
        return new NearTexts(others).find(texts);
    }

    private BitSet find(Iterable<String> texts) {
        BitSet found = new BitSet();
        Iterator<String> all = others.iterator();
        while (all.hasNext()) {
            find(texts, new Index(block(all)), found);
        }
        return found;
    }

    private void find(Iterable<String> texts, Index index, BitSet found) {
        Iterator<String> all = texts.iterator();
        for (int next = 0; all.hasNext(); ) {
            int first = next;
            List<String> batch = batch(all);
            int[] near = IntStream.range(0, batch.size())
                    .parallel()
                    .filter(text -> !found.get(first + text) && index.near(ordered(batch.get(text))))
                    .toArray();
            IntStream.of(near).forEach(text -> found.set(first + text));
            next += batch.size();
        }
    }

    /** Returns the shingles of the next texts, without those that have none. */
    private List<long[]> block(Iterator<String> texts) {
        List<long[]> block = new ArrayList<>();
        for (long size = 0; size < BLOCK && texts.hasNext(); ) {
            List<String> batch = batch(texts);
            size += characters(batch);
            batch.parallelStream()
                    .map(this::ordered)
                    .filter(shingles -> shingles.length > 0)
                    .forEachOrdered(block::add);
        }
        return block;
    }

    /** Returns the next texts. With millions of them this takes minutes in all, so an interrupt ends it here. */
    private static List<String> batch(Iterator<String> texts) {
        Cancellation.check();
        List<String> batch = new ArrayList<>();
        for (long size = 0; size < BATCH && texts.hasNext(); ) {
            String text = texts.next();
            batch.add(text);
            size += text.length();
        }
        return batch;
    }

    private static long characters(List<String> texts) {
        return texts.stream().mapToLong(String::length).sum();
    }

    /** Returns a text's shingles, each once, the rarest first: how often its bucket was met, and then the hash. */
    private long[] ordered(String text) {
        long[] shingles = Shingles.of(text);
        for (int index = 0; index < shingles.length; index++) {
            long frequency = Math.min(frequencies.get(bucket(shingles[index])), MOST_FREQUENT);
            shingles[index] |= frequency << Shingles.BITS;
        }
        Arrays.sort(shingles);
        int distinct = 0;
        for (int index = 0; index < shingles.length; index++) {
            if (index == 0 || shingles[index] != shingles[index - 1]) {
                shingles[distinct++] = shingles[index];
            }
        }
        return Arrays.copyOf(shingles, distinct);
    }

    private static int bucket(long shingle) {
        return (int) (shingle >>> (Shingles.BITS - BUCKETS));
    }

    /** Finds among sets of shingles those that resemble another one. */
    private static final class Index {

        private static final int ENTRIES = 300;
        private static final int NUMBER_BITS = Long.SIZE - Shingles.BITS;

        private final List<long[]> sets;
        /** A shingle and the number of a set that has it among its first, ascending. */
        private final long[] entries;

        /** Indexes sets, each in the order common to all; of fewer than 2^24, none empty. */
        Index(List<long[]> sets) {
            this.sets = sets;
            int size = sets.stream().mapToInt(Index::first).sum();
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
}
