package org.bakeoff.statistics;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The largest share of seeds that may fail.
 *
 * <p>Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
 * Biometrika 26, 1934.
 */
final class FailureRateBound {

    private static final double LEVEL = 0.95;

    private FailureRateBound() {}

    /** Returns the upper end of the one-sided 95% interval of a share of which {@code failed} of {@code seeds} were seen. */
    static double of(long failed, long seeds) {
        if (seeds == 0) {
            return Double.NaN;
        }
        return failed == seeds
                ? 1
                : BetaDistribution.of(failed + 1.0, (double) seeds - failed).inverseCumulativeProbability(LEVEL);
    }
}
