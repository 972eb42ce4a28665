package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;

/**
 * Of the examples of class 1, the share predicted to be; 0 if there are none, as in scikit-learn. With more than two
 * classes the mean over the classes that occur or are predicted (macro average).
 */
public final class Recall extends MetricEvaluator {

    /** For the service loader. */
    public Recall() {
        super(
                "recall",
                "of the examples of class 1, the share predicted to be; of more classes the mean",
                Metric.of("recall", "Recall", true, Confusion.macro(Confusion::recall))
                        .within(0, 1)
                        .restingOn(Confusion.support(Confusion::actual)));
    }
}
