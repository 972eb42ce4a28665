package org.bakeoff.statistics;

/**
 * The difference of two models in one metric.
 *
 * @param metric the metric's name
 * @param left the model that stands first in the spec
 * @param right the other
 * @param difference left minus right, means over seeds
 * @param low the lower end of its 95% interval
 * @param high the upper end
 * @param p two-sided p-value
 * @param adjustedP the same after Holm over the pairs of the primary metric; NaN for any other metric
 * @param detectable the smallest true difference that this experiment would detect with 80% power at p &lt; 0.05 before
 *     Holm; NaN where nothing can be said
 * @param verdict what may be concluded, in a sentence; "exploratory" for any but the primary metric
 */
public record Contrast(
        String metric,
        String left,
        String right,
        double difference,
        double low,
        double high,
        double p,
        double adjustedP,
        double detectable,
        String verdict) {

    static final double LEVEL = 0.05;

    /** Whether an interval and a p-value after Holm tell two models apart: both must. */
    static boolean tellsApart(Estimate interval, double adjustedP) {
        return adjustedP < LEVEL && (interval.low() > 0 || interval.high() < 0);
    }

    /** Whether the models can't be told apart; false where nothing can be said of their difference. */
    public boolean withinNoise() {
        return difference == 0
                || (!Double.isNaN(adjustedP)
                        && Double.isFinite(high - low)
                        && !tellsApart(new Estimate(difference, low, high), adjustedP));
    }
}
