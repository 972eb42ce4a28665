package org.bakeoff.statistics;

/**
 * An estimate and its 95% interval.
 *
 * @param value the estimate: a mean over seeds
 * @param low the lower end of the interval; NaN if there is none
 * @param high its upper end; NaN if there is none
 */
public record Estimate(double value, double low, double high) {

    /** Returns an estimate without an interval. */
    public static Estimate withoutInterval(double value) {
        return new Estimate(value, Double.NaN, Double.NaN);
    }

    /** Returns whether the interval lies between -margin and margin. */
    boolean within(double margin) {
        return low > -margin && high < margin;
    }

    /** Returns whether there is an interval. */
    public boolean hasInterval() {
        return Double.isFinite(high - low);
    }

    /** Returns whether the interval lies on one side of 0. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }

    /** Returns the estimate with what of its interval is on its own side of 0. */
    Estimate beyondZero() {
        return value > 0 ? new Estimate(value, Math.max(0, low), high) : new Estimate(value, low, Math.min(0, high));
    }

    /** Returns the estimate of the opposite, as of right minus left for left minus right. */
    public Estimate negated() {
        // 0 - x, since -0 would be printed with its sign.
        return new Estimate(0 - value, 0 - high, 0 - low);
    }
}
