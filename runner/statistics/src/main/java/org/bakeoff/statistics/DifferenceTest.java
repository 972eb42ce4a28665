package org.bakeoff.statistics;

/**
 * Tests whether an expected difference is 0. Where p isn't below one less the level of the interval, the interval holds 0; where
 * it is, 0 is at an end at most.
 */
interface DifferenceTest {

    /** Returns the estimate of the difference. */
    double value();

    /** Returns the two-sided p-value; NaN where the data gives none. */
    double p();

    /**
     * Returns the estimate with a two-sided interval.
     *
     * @param alpha one less the interval's level, such as 0.05
     */
    Estimate interval(double alpha);
}
