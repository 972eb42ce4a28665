package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;

/**
 * The harmonic mean of precision and recall of class 1; 0 where it would be 0/0, as in scikit-learn. With more than two
 * classes the mean of every class's F1 over the classes that occur or are predicted (macro average).
 */
public final class F1 extends MetricEvaluator {

    /** For the service loader. */
    public F1() {
        super(
                "f1",
                "the harmonic mean of precision and recall of class 1; of more classes the mean",
                Metric.of("f1", "F1", true, Confusion.macro(Confusion::f1))
                        .within(0, 1)
                        .restingOn(Confusion.support(Confusion::either)));
    }
}
