package org.bakeoff.statistics;

import java.util.Optional;

/**
 * Code of an evaluator that failed; it costs no more than its own result.
 *
 * @param step what failed
 * @param name the name of the evaluator, the metric or the slices
 * @param plugin the evaluator that the code is from, where that is known
 * @param cause what it threw and what to do about it, without a full stop
 */
public record EvaluatorFailure(Step step, String name, Optional<Plugin> plugin, String cause) {

    /**
     * An evaluator.
     *
     * @param name its name in specs
     * @param jar the jar or folder that it is from
     */
    public record Plugin(String name, String jar) {}

    /** A step that runs code of an evaluator. */
    public enum Step {
        /** The evaluator itself. */
        EVALUATOR,
        /** A metric of the models. */
        METRIC,
        /** A metric of the majority-class baseline. */
        MAJORITY_CLASS_METRIC,
        /** The primary metric in slices. */
        SLICES
    }
}
