package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
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
        double[] keys = Arrays.stream(positions).mapToDouble(key).toArray();
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingDouble(at -> keys[at]))
                .mapToInt(at -> positions[at])
                .toArray();
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
