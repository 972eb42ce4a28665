package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;

/** Random choices that depend on what they are for and nothing else, so that a comparison gives the same findings twice. */
final class Draw {

    private Draw() {}

    /** A generator for a purpose. */
    static SplittableRandom random(String purpose) {
        return new SplittableRandom(purpose.hashCode());
    }

    /** So many of the numbers, or all if there are no more; without replacement, ascending. */
    static int[] of(int[] from, int count, String purpose) {
        int[] drawn = Arrays.copyOf(shuffled(from, random(purpose)), Math.min(count, from.length));
        Arrays.sort(drawn);
        return drawn;
    }

    /** So many of the test examples that have tokens and meet a condition, as positions. */
    static int[] examples(Comparison comparison, IntPredicate condition, int count, String purpose) {
        int[] from = IntStream.range(0, comparison.examples().size())
                .filter(example -> comparison.examples().get(example).tokens().length > 0)
                .filter(condition)
                .toArray();
        return of(from, count, purpose);
    }

    /** The numbers in a random order; a new array. */
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
