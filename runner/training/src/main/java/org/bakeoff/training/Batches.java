package org.bakeoff.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bakeoff.data.TokenTable;
import org.bakeoff.spec.Training;

/**
 * Groups examples into batches: at random for training, in a fixed way for prediction.
 *
 * @param length the columns of a batch under fixed padding
 */
record Batches(TokenTable table, Training training, int length) {

    /** Examples predicted at once by each thread: more are no faster, and fewer leave a thread too little work. */
    private static final int PREDICTED = 64;

    /**
     * Batches of similar lengths in a random order, for an epoch of training; one may be smaller. Similar lengths are looked for
     * within stretches of a shuffled order, of {@code lengthBucketBatches} batches: under fixed padding such a batch has more
     * columns of padding in common, which models may compute once.
     */
    List<Batch> shuffled(int[] examples, SplittableRandom random) {
        int[] order = examples.clone();
        shuffle(order, random);
        int size = training.batchSize();
        List<Batch> batches = new ArrayList<>();
        int window = (int) Math.min(order.length, (long) size * training.lengthBucketBatches());
        for (int start = 0; start < order.length; start += window) {
            batches.addAll(cut(
                    byLength(Arrays.copyOfRange(order, start, Math.min(order.length, start + window))), size));
        }
        for (int last = batches.size() - 1; last > 0; last--) {
            Batch other = batches.set(random.nextInt(last + 1), batches.get(last));
            batches.set(last, other);
        }
        return batches;
    }

    /**
     * Batches in which no example is padded because of its batch mates, so that a prediction depends on the example
     * alone: all at the dataset's length, or each of examples of one length.
     */
    List<Batch> inOrder(int[] examples) {
        return training.padding() == Training.Padding.FIXED ? cut(byLength(examples), predicted()) : unpadded(examples);
    }

    /** Returns batches of examples of one length each, without padding; an empty example has one column of it. */
    List<Batch> unpadded(int[] examples) {
        List<Batch> batches = new ArrayList<>();
        int[] sorted = byLength(examples);
        for (int start = 0, end; start < sorted.length; start = end) {
            int columns = table.length(sorted[start]);
            end = start;
            while (end < sorted.length && table.length(sorted[end]) == columns) {
                end++;
            }
            for (int[] part : parts(Arrays.copyOfRange(sorted, start, end), predicted())) {
                batches.add(new Batch(part, Math.max(1, columns)));
            }
        }
        return batches;
    }

    /**
     * Orders batches so that they need the least memory of a GPU: the one with the most ids first, without common padding.
     * PyTorch keeps the memory that a batch gave back and reuses it for what fits in. If batches grew, each would take new
     * memory.
     */
    static List<Batch> largestFirst(List<Batch> batches, TokenTable table) {
        return batches.stream()
                .sorted(Comparator.comparingLong(
                                (Batch batch) -> (long) batch.size() * longest(batch.examples(), table))
                        .reversed())
                .toList();
    }

    private int predicted() {
        return Math.multiplyExact(PREDICTED, training.threads());
    }

    private List<Batch> cut(int[] examples, int size) {
        return parts(examples, size).stream()
                .map(part -> new Batch(part, columns(part)))
                .toList();
    }

    private static List<int[]> parts(int[] examples, int size) {
        List<int[]> parts = new ArrayList<>();
        for (int start = 0; start < examples.length; start += size) {
            parts.add(Arrays.copyOfRange(examples, start, Math.min(examples.length, start + size)));
        }
        return parts;
    }

    private int columns(int[] examples) {
        if (training.padding() == Training.Padding.FIXED) {
            return length;
        }
        return longest(examples, table);
    }

    private static int longest(int[] examples, TokenTable table) {
        return Math.max(1, IntStream.of(examples).map(table::length).max().orElse(1));
    }

    /** Sorts by length; examples of one length stay in their order. */
    private int[] byLength(int[] examples) {
        long[] keyed = new long[examples.length];
        for (int place = 0; place < keyed.length; place++) {
            keyed[place] = (long) table.length(examples[place]) << Integer.SIZE | place;
        }
        Arrays.sort(keyed);
        return LongStream.of(keyed).mapToInt(key -> examples[(int) key]).toArray();
    }

    /** Durstenfeld's form of the Fisher-Yates shuffle. */
    private static void shuffle(int[] values, SplittableRandom random) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
    }
}
