package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;

/**
 * Of the examples predicted to be of class 1, the share that is; 0 if there are none, as in scikit-learn. With more than two
 * classes the mean over the classes that occur or are predicted (macro average).
 */
public final class Precision extends MetricEvaluator {

    /** For the service loader. */
    public Precision() {
        super(
                "precision",
                "of the examples predicted to be of class 1, the share that is; of more classes the mean",
                Metric.of("precision", "Precision", true, Confusion.macro(Confusion::precision))
                        .within(0, 1)
                        .restingOn(Confusion.support(Confusion::predicted)));
    }
}
