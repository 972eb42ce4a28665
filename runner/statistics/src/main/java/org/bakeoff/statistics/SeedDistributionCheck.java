package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks whether the results of a model's seeds look normally distributed, as the intervals assume.
 *
 * <p>The statistic is the largest gap between neighbouring seeds, divided by their range. It is compared with the 97.5% quantile
 * of normal samples of the same size, found by simulation. For three seeds it is Dixon's ratio ("Processing data for outliers",
 * Biometrics 9, 1953). A seed that is no better than the majority-class baseline while others clearly are has collapsed,
 * whatever the gap.
 */
final class SeedDistributionCheck {

    /** The fewest seeds whose distribution can be checked. */
    static final int FEWEST = 3;

    private static final int SIMULATED = 20_000;
    private static final double QUANTILE = 0.975;
    private static final long SEED = 19_530_101;
    /** A seed has collapsed if its distance from the majority-class baseline is below this fraction of the best seed's. */
    private static final double NEAR = 0.2;
    /** The least distance of the best seed from the majority-class baseline, in standard errors. */
    private static final double CLEARLY = 5;

    /** A gap counts if the seeds spread by more than this many times what equal models would, on a finite test set. */
    private static final double VISIBLE = 2;

    /** What was simulated before, by the number of seeds. */
    private static final Map<Integer, Double> LIMITS = new ConcurrentHashMap<>();

    private final double[] sorted;
    private final boolean visible;

    SeedDistributionCheck(SeedSamples samples) {
        this.sorted =
                samples.samples().stream().mapToDouble(Sample::value).sorted().toArray();
        this.visible = samples.betweenSeeds() > VISIBLE * VISIBLE * samples.interaction();
    }

    /** Counts the seeds that are hardly better than the majority-class baseline while another one clearly is. */
    long collapsed(double majority, boolean higherIsBetter, double error) {
        double best = higherIsBetter ? sorted[sorted.length - 1] - majority : majority - sorted[0];
        if (sorted.length < FEWEST || !(best > CLEARLY * error)) {
            return 0;
        }
        return Arrays.stream(sorted)
                .filter(value -> (higherIsBetter ? value - majority : majority - value) < NEAR * best)
                .count();
    }

    /** Returns whether the largest gap is wider than that of 97.5% of normal samples. */
    boolean gap() {
        return sorted.length >= FEWEST && gap(limit(sorted.length));
    }

    /** Returns the same, given the {@link #limit} of that number of seeds. */
    boolean gap(double limit) {
        return visible && ratio(sorted) > limit;
    }

    /** Returns how many seeds lie below the widest gap. */
    int belowGap() {
        int below = 1;
        for (int index = 1; index < sorted.length; index++) {
            if (sorted[index] - sorted[index - 1] > sorted[below] - sorted[below - 1]) {
                below = index;
            }
        }
        return below;
    }

    private static double ratio(double[] sorted) {
        double largest = 0;
        for (int index = 1; index < sorted.length; index++) {
            largest = Math.max(largest, sorted[index] - sorted[index - 1]);
        }
        double range = sorted[sorted.length - 1] - sorted[0];
        return range > 0 ? largest / range : 0;
    }

    /** Returns the 97.5% quantile of the statistic over normal samples of that size. */
    static double limit(int seeds) {
        return LIMITS.computeIfAbsent(seeds, SeedDistributionCheck::simulated);
    }

    private static double simulated(int seeds) {
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
