package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;

/** Draws at random, seeded by a purpose alone, so that the same comparison always gives the same findings. */
final class RandomSample {

    private RandomSample() {}

    /** Returns the generator of a purpose. */
    static SplittableRandom random(String purpose) {
        return new SplittableRandom(purpose.hashCode());
    }

    /** Draws {@code count} of the numbers without replacement, or all if there are fewer; returns them ascending. */
    static int[] of(int[] from, int count, String purpose) {
        int[] drawn = Arrays.copyOf(shuffled(from, random(purpose)), Math.min(count, from.length));
        Arrays.sort(drawn);
        return drawn;
    }

    /** Draws {@code count} of the test examples that have tokens and meet a condition; returns their positions, ascending. */
    static int[] examples(Comparison comparison, IntPredicate condition, int count, String purpose) {
        int[] from = IntStream.range(0, comparison.examples().size())
                .filter(example -> comparison.examples().get(example).tokens().length > 0)
                .filter(condition)
                .toArray();
        return of(from, count, purpose);
    }

    /** Returns the numbers in a random order, in a new array. */
    static int[] shuffled(int[] numbers, SplittableRandom random) {
        int[] result = numbers.clone();
        for (int index = 0; index < result.length; index++) {
            int other = index + random.nextInt(result.length - index);
            int number = result[index];
            result[index] = result[other];
            result[other] = number;
        }
        return result;
    }
}
