package org.bakeoff.statistics.benchmark;

import java.util.Arrays;

/**
 * The exact signed-rank test of paired differences. Differences of 0 are dropped, equal ones share the mean of their ranks, and the
 * distribution is that over all signs of these ranks, so that it is exact with ties, too.
 *
 * <p>Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945.
 */
final class SignedRank {

    /** Differences are equal, or 0, up to rounding: this part of the largest one, or of 1 where all are less. */
    private static final double ROUNDING = 1e-10;

    private SignedRank() {}

    /** Returns the two-sided p: twice the smaller tail, and 1 where all differences are 0. */
    static double p(double... differences) {
        double[] signs = signs(differences);
        double[] sizes = new double[differences.length];
        Arrays.setAll(sizes, index -> signs[index] == 0 ? 0 : Math.abs(differences[index]));
        int[] ranks = doubledRanks(sizes);
        int sum = 0;
        for (int index = 0; index < ranks.length; index++) {
            sum += signs[index] > 0 ? ranks[index] : 0;
        }
        double[] chances = distribution(ranks);
        double below = 0;
        double above = 0;
        for (int value = 0; value < chances.length; value++) {
            below += value <= sum ? chances[value] : 0;
            above += value >= sum ? chances[value] : 0;
        }
        return Math.min(1, 2 * Math.min(below, above));
    }

    /** Returns 1, 0 or -1 for each difference. */
    static double[] signs(double... differences) {
        double least = ROUNDING * scale(differences);
        return Arrays.stream(differences)
                .map(one -> Math.abs(one) <= least ? 0 : Math.signum(one))
                .toArray();
    }

    private static double scale(double... differences) {
        return Math.max(1, Arrays.stream(differences).map(Math::abs).max().orElse(0));
    }

    /** Returns twice the mid-rank of each size among those above 0, and 0 for those. */
    private static int[] doubledRanks(double... sizes) {
        double close = ROUNDING * scale(sizes);
        return Arrays.stream(sizes)
                .mapToInt(size -> {
                    long smaller = Arrays.stream(sizes)
                            .filter(other -> other > 0 && other < size - close)
                            .count();
                    long equal = Arrays.stream(sizes)
                            .filter(other -> other > 0 && Math.abs(other - size) <= close)
                            .count();
                    return size == 0 ? 0 : (int) (2 * smaller + equal + 1);
                })
                .toArray();
    }

    /** Returns the chance of each sum of ranks whose signs are positive or negative alike often. */
    private static double[] distribution(int... ranks) {
        double[] chances = new double[Arrays.stream(ranks).sum() + 1];
        chances[0] = 1;
        for (int rank : ranks) {
            if (rank > 0) {
                for (int value = chances.length - 1; value >= 0; value--) {
                    chances[value] = (chances[value] + (value >= rank ? chances[value - rank] : 0)) / 2;
                }
            }
        }
        return chances;
    }
}
