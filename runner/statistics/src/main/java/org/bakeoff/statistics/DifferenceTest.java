package org.bakeoff.statistics;

import java.util.List;

/**
 * Tests whether an expected difference is 0. Where p isn't below one less the level of the interval, the interval holds 0; where
 * it is, 0 is at an end at most.
 */
public interface DifferenceTest {

    /** One less the level of all intervals, and the level of all tests, where nothing else is said. */
    double ALPHA = Inference.ALPHA;

    /**
     * Returns Student's t test of a difference.
     *
     * @param value the estimate
     * @param variance its variance; NaN if it isn't known
     * @param freedom the degrees of freedom of the variance
     * @param span how far the difference may be from 0 at most; infinity for no limit
     */
    static DifferenceTest student(double value, double variance, double freedom, double span) {
        return new Inference(value, List.of(new Inference.Component(variance, variance, freedom)), span);
    }

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
