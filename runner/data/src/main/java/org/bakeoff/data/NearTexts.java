package org.bakeoff.data;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

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

    private static final int CHARACTERS = 50_000_000;
    private static final int BUCKETS = 20;
    private static final int MOST_FREQUENT = (1 << (Long.SIZE - 1 - Shingles.BITS)) - 1;

    private final List<String> others;
    private final AtomicIntegerArray frequencies = new AtomicIntegerArray(1 << BUCKETS);

    private NearTexts(List<String> others) {
        this.others = others;
        others.parallelStream().forEach(this::count);
    }

    private void count(String other) {
        for (long shingle : Shingles.of(other)) {
            frequencies.incrementAndGet(bucket(shingle));
        }
    }

    /** For each of some texts, whether one of the others is nearly the same. */
    static boolean[] find(List<String> texts, List<String> others) {
        return new NearTexts(others).find(texts);
    }

    private boolean[] find(List<String> texts) {
        boolean[] found = new boolean[texts.size()];
        int next = 0;
        while (next < others.size()) {
            int first = next;
            for (long size = 0; next < others.size() && size < CHARACTERS; next++) {
                size += others.get(next).length();
            }
            ShingleIndex index = new ShingleIndex(others.subList(first, next).parallelStream()
                    .map(this::ordered)
                    .filter(shingles -> shingles.length > 0)
                    .toList());
            IntStream.range(0, texts.size())
                    .parallel()
                    .filter(text -> !found[text])
                    .forEach(text -> found[text] = index.near(ordered(texts.get(text))));
        }
        return found;
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
}
