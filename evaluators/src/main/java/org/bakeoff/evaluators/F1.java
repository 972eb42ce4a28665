package org.bakeoff.evaluators;

import org.bakeoff.evaluators.Confusion.Counts;

/** The harmonic mean of precision and recall of a class; 0 where it would be 0/0, as in scikit-learn. */
public final class F1 extends ClassMetricEvaluator {

    /** For the service loader. */
    public F1() {
        super(
                "f1",
                "F1",
                "the harmonic mean of precision and recall of the positive class; of more classes the mean",
                Counts::f1,
                Counts::either);
    }
}
