package org.bakeoff.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts several tests so that the chance of any false rejection is bounded.
 *
 * <p>The simultaneous intervals are those of Bonferroni, less what is beyond 0 where Holm's method rejects. What is left out
 * relies on Holm's method, so that they hold all together in 92% at worst instead of 95% (simulated). Intervals of just the level at
 * which Holm's method stops would be narrower, but hold all together only for one-sided bounds.
 *
 * <p>Sources: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979;
 * Dunn, "Multiple comparisons among means", Journal of the American Statistical Association 56, 1961, for the intervals.
 */
public final class Holm {

    private Holm() {}

    /**
     * Returns the significance of every test, in the order given.
     *
     * @param levels the level of each test that corresponds to an adjusted p of 0.05: less where results were looked at before
     */
    public static List<Significance> adjust(List<? extends DifferenceTest> tests, double... levels) {
        double[] p = tests.stream().mapToDouble(DifferenceTest::p).toArray();
        double[] adjusted = adjust(IntStream.range(0, p.length)
                .mapToDouble(index -> Math.min(1, p[index] * (Inference.ALPHA / levels[index])))
                .toArray());
        return IntStream.range(0, p.length)
                .mapToObj(index -> {
                    Estimate interval = tests.get(index).interval(levels[index] / p.length);
                    boolean rejected = adjusted[index] < Inference.ALPHA;
                    return new Significance(p[index], adjusted[index], rejected ? interval.beyondZero() : interval);
                })
                .toList();
    }

    /** Returns the adjusted p-values, in the order given. */
    public static double[] adjust(double... p) {
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparing(index -> p[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < p.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[ascending[rank]]));
            adjusted[ascending[rank]] = largest;
        }
        return adjusted;
    }
}
