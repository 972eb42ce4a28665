package org.bakeoff.statistics;

/**
 * Holds the p-values of a comparison, and the interval that allows for all comparisons made.
 *
 * @param p two-sided; NaN where the data gives none
 * @param adjustedP adjusted by Holm's method over all comparisons in the primary metric; NaN for another metric
 * @param simultaneous the difference with an interval that allows for all comparisons (see {@link Holm}): it lies on one side
 *     of 0, which may be its end, exactly where the adjusted p is significant; without an interval for another metric
 */
public record Significance(double p, double adjustedP, Estimate simultaneous) {

    /** Returns whether p is significant before Holm's correction. */
    public boolean beforeHolm() {
        return p < Inference.ALPHA;
    }

    /** Returns whether p is significant after Holm's correction. */
    public boolean afterHolm() {
        return adjustedP < Inference.ALPHA;
    }

    /** Returns the same of the opposite difference. */
    public Significance negated() {
        return new Significance(p, adjustedP, simultaneous.negated());
    }
}
