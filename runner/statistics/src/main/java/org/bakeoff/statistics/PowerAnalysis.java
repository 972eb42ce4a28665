package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Says what difference of two models in the primary metric an experiment could detect, and what others would take. Detected
 * means with 80% power, at the level that Holm's method leaves to this comparison.
 *
 * @param left the model that stands first in the spec
 * @param right the other
 * @param detectable the smallest true difference that this experiment would detect
 * @param least the smallest one that its test examples would let any number of seeds detect; empty where that can't be
 *     estimated
 * @param observed the seeds that it takes to decide: to find the observed difference or, with a margin, that it is within that; empty
 *     where there is neither, or a single seed says nothing of others
 * @param wanted the seeds that other differences need; none for a metric that is no rate, or where a single seed says
 *     nothing of others
 */
public record PowerAnalysis(
        String left,
        String right,
        double detectable,
        OptionalDouble least,
        Optional<Wanted> observed,
        List<Wanted> wanted) {

    /** The largest number of seeds that is reported. */
    public static final int MOST = 1000;

    /** Copies the list. */
    public PowerAnalysis {
        wanted = List.copyOf(wanted);
    }

    /**
     * A difference that somebody may want to detect, or that was observed, and the seeds that each model would need. The range comes from the 80%
     * interval of each model's variance over seeds: a few seeds say little of it.
     *
     * @param difference its size, in units of the metric
     * @param possible whether the test examples allow it at all
     * @param fewest the seeds if the variance is at the lower end; empty if not possible, or more than {@link #MOST}
     * @param most the seeds if it is at the upper end; empty likewise
     */
    public record Wanted(double difference, boolean possible, OptionalInt fewest, OptionalInt most) {}
}
