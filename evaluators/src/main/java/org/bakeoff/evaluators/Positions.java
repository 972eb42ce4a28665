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
        // A radix sort, byte by byte, of numbers that are ordered as the keys are.
        long[] keys = Arrays.stream(positions)
                .mapToDouble(key)
                .mapToLong(Double::doubleToLongBits)
                .map(bits -> bits ^ (bits < 0 ? -1 : Long.MIN_VALUE))
                .toArray();
        int[] order = below(keys.length);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            int digit = shift;
            order = inBlocks(order, 1 << Byte.SIZE, at -> (int) (keys[at] >>> digit & 0xFF));
        }
        return Arrays.stream(order).map(at -> positions[at]).toArray();
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
