package org.bakeoff.statistics;

import java.util.List;
import java.util.stream.Stream;

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
        return student(value, new PartOfVariance(variance, variance, freedom), List.of(), span);
    }

    /**
     * A part of a variance, as what the seeds of a model add.
     *
     * @param variance what it adds
     * @param estimated the estimate that it comes from, of which another part may have been taken off
     * @param freedom the degrees of freedom of that estimate
     */
    record PartOfVariance(double variance, double estimated, double freedom) {}

    /**
     * Returns Student's t test of a difference whose variance has several parts, with Satterthwaite's degrees of freedom.
     *
     * @param value the estimate
     * @param part its variance, but for what seeds add; NaN if it isn't known
     * @param seeds what the seeds of each model add
     * @param span how far the difference may be from 0 at most; infinity for no limit
     */
    static DifferenceTest student(double value, PartOfVariance part, List<PartOfVariance> seeds, double span) {
        return new Inference(
                value,
                Stream.concat(Stream.of(part), seeds.stream())
                        .map(one -> new Inference.Component(one.variance(), one.estimated(), one.freedom()))
                        .toList(),
                span);
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
