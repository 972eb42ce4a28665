package org.bakeoff.statistics;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The sign-flip test of a mean over clusters: if no model is better, every cluster's sum of differences could as well have
 * had the other sign. All combinations of signs are tried where there are few clusters, else many at random, the one that
 * was seen counted among them.
 *
 * <p>Sources: Fisher, "The design of experiments", 1935, section 21; Phipson and Smyth, "Permutation p-values should never
 * be zero", Statistical Applications in Genetics and Molecular Biology 9, 2010, for the random combinations.
 */
final class SignFlip {

    /** From so many clusters on, Student's t is good enough; two longs have a sign for each of fewer. */
    static final int FEW = 100;

    private static final int EXACT = 16;
    private static final int DRAWS = 99_999;
    private static final long SEED = 19_350_101;
    /** Sums that are equal but for the order of adding must count as equal. */
    private static final double ROUNDING = 1 - 1e-9;

    private SignFlip() {}

    /**
     * Returns the two-sided p-value.
     *
     * @param difference of a metric that is a mean over the examples of the part
     */
    static double p(Sample difference, Part part) {
        double[] sums = sums(difference, part);
        double seen = 0;
        for (double sum : sums) {
            seen += sum;
        }
        double least = Math.abs(seen) * ROUNDING;
        double[][] flips = flips(sums);
        if (sums.length <= EXACT) {
            int all = 1 << sums.length;
            int hits = 0;
            for (int signs = 0; signs < all; signs++) {
                hits += Math.abs(flipped(flips, signs, 0)) >= least ? 1 : 0;
            }
            return (double) hits / all;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int hits = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            hits += Math.abs(flipped(flips, random.nextLong(), random.nextLong())) >= least ? 1 : 0;
        }
        return (hits + 1.0) / (DRAWS + 1.0);
    }

    /**
     * Returns the sum of differences of every cluster that the part has, over the number of examples: what the deviations are,
     * without the centring.
     */
    private static double[] sums(Sample difference, Part part) {
        int[] sizes = new int[part.clusters().count()];
        for (int example : part.examples()) {
            sizes[part.clusters().of()[example]]++;
        }
        int size = part.examples().length;
        double factor = Sample.factor(part) * size;
        return IntStream.range(0, sizes.length)
                .filter(cluster -> sizes[cluster] > 0)
                .mapToDouble(cluster ->
                        difference.value() * sizes[cluster] / size + difference.deviations()[cluster] / factor)
                .toArray();
    }

    /** For every eight clusters in a row the total for each of the 256 ways to choose their signs, a set bit being a minus. */
    private static double[][] flips(double[] sums) {
        double[][] flips = new double[(sums.length + Byte.SIZE - 1) / Byte.SIZE][1 << Byte.SIZE];
        for (int index = 0; index < sums.length; index++) {
            double[] totals = flips[index / Byte.SIZE];
            for (int signs = 0; signs < totals.length; signs++) {
                totals[signs] += ((signs >>> (index % Byte.SIZE)) & 1) == 0 ? sums[index] : -sums[index];
            }
        }
        return flips;
    }

    private static double flipped(double[][] flips, long first, long second) {
        double total = 0;
        for (int index = 0; index < flips.length; index++) {
            long bits =
                    index < Long.BYTES ? first >>> (index * Byte.SIZE) : second >>> ((index - Long.BYTES) * Byte.SIZE);
            total += flips[index][(int) bits & 0xff];
        }
        return total;
    }
}
