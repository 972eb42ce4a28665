package org.bakeoff.statistics;

import java.util.List;

/**
 * What difference of two models in the primary metric an experiment could detect, and what others would take. Detected
 * means with 80% power, at p &lt; 0.05 before Holm.
 *
 * @param left the model that stands first in the spec
 * @param right the other
 * @param detectable the smallest true difference that this experiment would detect
 * @param least the smallest one that its test examples would let any number of seeds detect; NaN where that isn't known
 * @param wanted the seeds that other differences need; none for a metric that is no rate, or where a single seed says
 *     nothing of others
 */
public record PowerAnalysis(String left, String right, double detectable, double least, List<Wanted> wanted) {

    /** What {@link Wanted#seeds} is where no number of seeds suffices. */
    public static final int NEVER = 0;

    /** The largest number of seeds that is reported; one more stands for any larger number. */
    public static final int MOST = 1000;

    /** Copies the list. */
    public PowerAnalysis {
        wanted = List.copyOf(wanted);
    }

    /**
     * A difference that somebody may want to detect.
     *
     * @param difference a share of one
     * @param seeds how many seeds each model would need; {@link #NEVER}, or {@link #MOST} + 1 for more than that
     */
    public record Wanted(double difference, int seeds) {}
}
