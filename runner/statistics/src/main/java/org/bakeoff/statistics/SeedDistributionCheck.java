package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether the seeds of a model look like none of a normal distribution, for which alone the intervals hold.
 *
 * <p>The largest gap between neighbours, over the range, is held against what 97.5% of normal samples of that size stay
 * below, which is found by simulation; for three it is Dixon's ratio ("Processing data for outliers", Biometrics 9, 1953).
 * A seed that is no better than guessing while others clearly are is one that collapsed, whatever the gap.
 */
final class SeedDistributionCheck {

    /** From so many seeds on their shape can be seen. */
    static final int FEWEST = 3;

    private static final int SIMULATED = 20_000;
    private static final double QUANTILE = 0.975;
    private static final long SEED = 19_530_101;
    /** A seed has collapsed that came no further from guessing than this share of the way of the best one. */
    private static final double NEAR = 0.2;
    /** So many standard errors the best one must be away from guessing. */
    private static final double CLEARLY = 5;

    /** A gap counts where seeds spread by more than so many times what a finite test set makes of equal ones. */
    private static final double VISIBLE = 2;

    private final double[] sorted;
    private final boolean visible;

    SeedDistributionCheck(SeedSamples samples) {
        this.sorted =
                samples.samples().stream().mapToDouble(Sample::value).sorted().toArray();
        this.visible = samples.betweenSeeds() > VISIBLE * VISIBLE * samples.interaction();
    }

    /** How many seeds came hardly further than guessing while another one clearly did. */
    long collapsed(double majority, boolean higherIsBetter, double error) {
        double best = higherIsBetter ? sorted[sorted.length - 1] - majority : majority - sorted[0];
        if (sorted.length < FEWEST || !(best > CLEARLY * error)) {
            return 0;
        }
        return Arrays.stream(sorted)
                .filter(value -> (higherIsBetter ? value - majority : majority - value) < NEAR * best)
                .count();
    }

    /** Whether the largest gap is wider than that of 97.5% of normal samples. */
    boolean gap() {
        return sorted.length >= FEWEST && gap(limit(sorted.length));
    }

    /** The same, given the {@link #limit} of that number of seeds. */
    boolean gap(double limit) {
        return visible && ratio(sorted) > limit;
    }

    private static double ratio(double[] sorted) {
        double largest = 0;
        for (int index = 1; index < sorted.length; index++) {
            largest = Math.max(largest, sorted[index] - sorted[index - 1]);
        }
        double range = sorted[sorted.length - 1] - sorted[0];
        return range > 0 ? largest / range : 0;
    }

    /** What 97.5% of normal samples of that size stay below. */
    static double limit(int seeds) {
        SplittableRandom random = new SplittableRandom(SEED + seeds);
        double[] ratios = new double[SIMULATED];
        for (int index = 0; index < SIMULATED; index++) {
            double[] normal = new double[seeds];
            Arrays.setAll(normal, seed -> random.nextGaussian());
            Arrays.sort(normal);
            ratios[index] = ratio(normal);
        }
        Arrays.sort(ratios);
        return ratios[(int) (QUANTILE * SIMULATED)];
    }
}
