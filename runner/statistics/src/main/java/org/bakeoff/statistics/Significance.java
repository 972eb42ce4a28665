package org.bakeoff.statistics;

/**
 * The p-values of a comparison.
 *
 * @param p two-sided; NaN where the data gives none
 * @param adjustedP adjusted by Holm's method over all pairs of models; NaN for a metric that isn't the primary one
 */
public record Significance(double p, double adjustedP) {

    /** The level of all tests. */
    static final double LEVEL = 0.05;

    /** Returns whether p is significant before Holm's correction. */
    boolean beforeHolm() {
        return p < LEVEL;
    }

    /** Returns whether p is significant after Holm's correction. */
    boolean afterHolm() {
        return adjustedP < LEVEL;
    }
}
