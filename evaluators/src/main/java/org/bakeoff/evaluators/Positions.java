package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;

/**
 * Sorts and draws positions. Draws are seeded by a purpose alone, so that the same comparison always gives the same
 * findings.
 */
final class Positions {

    private Positions() {}

    /** Returns the positions by ascending key, those of equal keys in their order; NaN comes last. */
    static int[] sorted(int[] positions, IntToDoubleFunction key) {
        long[] keys = Arrays.stream(positions)
                .mapToDouble(key)
                .mapToLong(Double::doubleToLongBits)
                .map(bits -> bits ^ (bits < 0 ? -1 : Long.MIN_VALUE))
                .toArray();
        return Arrays.stream(order(keys)).map(at -> positions[at]).toArray();
    }

    /** Returns where each of some numbers stands, in ascending order of what they are without a sign: a radix sort. */
    private static int[] order(long[] keys) {
        // Counting digits of many values takes longer than moving few numbers.
        int bits = keys.length < 1 << 12 ? 8 : 11;
        int[] order = below(keys.length);
        int[] next = new int[keys.length];
        for (int shift = 0; shift < Long.SIZE; shift += bits) {
            int[] starts = new int[(1 << bits) + 1];
            for (long key : keys) {
                starts[digit(key, shift, bits) + 1]++;
            }
            // The first digits of probabilities are often all the same.
            if (keys.length > 0 && starts[digit(keys[0], shift, bits) + 1] < keys.length) {
                for (int digit = 0; digit < 1 << bits; digit++) {
                    starts[digit + 1] += starts[digit];
                }
                for (int at : order) {
                    next[starts[digit(keys[at], shift, bits)]++] = at;
                }
                int[] ordered = next;
                next = order;
                order = ordered;
            }
        }
        return order;
    }

    private static int digit(long key, int shift, int bits) {
        return (int) (key >>> shift) & ((1 << bits) - 1);
    }

    /** Returns positions block by block, those of one block in their order. */
    private static int[] inBlocks(int[] positions, int count, IntUnaryOperator block) {
        int[] next = starts(positions, count, block);
        int[] ordered = new int[positions.length];
        for (int position : positions) {
            ordered[next[block.applyAsInt(position)]++] = position;
        }
        return ordered;
    }

    /** Returns where each block starts, and at last where they end. */
    private static int[] starts(int[] positions, int count, IntUnaryOperator block) {
        int[] starts = new int[count + 1];
        for (int position : positions) {
            starts[block.applyAsInt(position) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    /** Returns the positions of each block, ascending. */
    static int[][] byBlock(int[] blocks, int count) {
        int[] positions = below(blocks.length);
        int[] starts = starts(positions, count, position -> blocks[position]);
        int[] ordered = inBlocks(positions, count, position -> blocks[position]);
        return IntStream.range(0, count)
                .mapToObj(block -> Arrays.copyOfRange(ordered, starts[block], starts[block + 1]))
                .toArray(int[][]::new);
    }

    static int[] below(int count) {
        return IntStream.range(0, count).toArray();
    }

    static SplittableRandom random(String purpose) {
        return new SplittableRandom(purpose.hashCode());
    }

    /** Draws {@code count} of the positions without replacement, or all if there are fewer; returns them ascending. */
    static int[] drawn(int[] from, int count, String purpose) {
        int[] drawn = Arrays.copyOf(shuffled(from, random(purpose)), Math.min(count, from.length));
        Arrays.sort(drawn);
        return drawn;
    }

    /** Draws {@code count} of the test examples that have tokens and meet a condition; returns them ascending. */
    static int[] examples(Comparison comparison, IntPredicate condition, int count, String purpose) {
        int[] from = IntStream.range(0, comparison.examples().size())
                .filter(example -> comparison.examples().get(example).tokens().length > 0)
                .filter(condition)
                .toArray();
        return drawn(from, count, purpose);
    }

    /** Returns the positions in a random order, in a new array. */
    static int[] shuffled(int[] positions, SplittableRandom random) {
        int[] result = positions.clone();
        for (int index = 0; index < result.length; index++) {
            int other = index + random.nextInt(result.length - index);
            int position = result[index];
            result[index] = result[other];
            result[other] = position;
        }
        return result;
    }
}
