package org.bakeoff.evaluators;

import org.bakeoff.evaluators.Confusion.Counts;

/** Measures the share of the examples of a class that is predicted to be of it; 0 if there are none, as in scikit-learn. */
public final class Recall extends ClassMetricEvaluator {

    /** For the service loader. */
    public Recall() {
        super(
                "recall",
                "Recall",
                "of the examples of the positive class, the share predicted to be; of more classes the mean",
                Counts::recall,
                Counts::actual);
    }
}
