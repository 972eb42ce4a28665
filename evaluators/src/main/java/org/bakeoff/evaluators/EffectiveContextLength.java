package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Estimates the effective context length of a model: the smallest k of a grid with which the model, seeing only the last k
 * tokens, is at most one point less accurate than on whole examples, as a mean over seeds.
 *
 * <p>The interval is the percentile interval of a bootstrap that draws groups of examples and seeds, both with replacement
 * (Davison and Hinkley, "Bootstrap methods and their application", 1997).
 *
 * @param tokens the smallest such k
 * @param low the lower end of its 95% interval, on the grid
 * @param high the upper end
 */
record EffectiveContextLength(long tokens, long low, long high) {

    static final int DRAWS = 1000;

    private static final double POINT = 0.01;
    /** Keeps accuracies that differ by exactly one point from being decided by binary rounding. */
    private static final double ROUNDING = 1e-9;

    /**
     * Estimates it.
     *
     * @param groups the group of every example; the bootstrap draws whole groups
     */
    static EffectiveContextLength of(TruncatedPredictions truncated, List<String> groups) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] cluster = groups.stream()
                .mapToInt(group -> numbers.computeIfAbsent(group, name -> numbers.size()))
                .toArray();
        int[] lengths = truncated.lengths();
        int[] sizes = new int[numbers.size()];
        int[][][] right = new int[truncated.seeds()][lengths.length][numbers.size()];
        for (int example = 0; example < cluster.length; example++) {
            sizes[cluster[example]]++;
            for (int seed = 0; seed < right.length; seed++) {
                for (int length = 0; length < lengths.length; length++) {
                    right[seed][length][cluster[example]] += truncated.right(seed, length, example) ? 1 : 0;
                }
            }
        }
        int[] once = new int[sizes.length];
        Arrays.fill(once, 1);
        int[] allSeeds = IntStream.range(0, right.length).toArray();
        int found = first(right, sizes, once, allSeeds);

        SplittableRandom random = Positions.random("effective context length");
        int[] drawn = new int[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] weights = new int[sizes.length];
            for (int index = 0; index < weights.length; index++) {
                weights[random.nextInt(weights.length)]++;
            }
            int[] seeds = IntStream.of(allSeeds)
                    .map(seed -> random.nextInt(right.length))
                    .toArray();
            drawn[draw] = first(right, sizes, weights, seeds);
        }
        Arrays.sort(drawn);
        return new EffectiveContextLength(
                lengths[found], lengths[drawn[DRAWS / 40 - 1]], lengths[drawn[DRAWS - DRAWS / 40]]);
    }

    private static int first(int[][][] right, int[] sizes, int[] weights, int[] seeds) {
        double tolerated = 0;
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            tolerated += POINT * seeds.length * weights[cluster] * sizes[cluster];
        }
        int last = right[0].length - 1;
        double enough = sum(right, weights, seeds, last) - tolerated - ROUNDING;
        int length = 0;
        while (sum(right, weights, seeds, length) < enough) {
            length++;
        }
        return length;
    }

    private static long sum(int[][][] right, int[] weights, int[] seeds, int length) {
        long sum = 0;
        for (int seed : seeds) {
            int[] counts = right[seed][length];
            for (int cluster = 0; cluster < counts.length; cluster++) {
                sum += (long) weights[cluster] * counts[cluster];
            }
        }
        return sum;
    }
}
