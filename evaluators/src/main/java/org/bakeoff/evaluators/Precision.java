package org.bakeoff.evaluators;

import org.bakeoff.evaluators.Confusion.Counts;

/** Measures the share of the examples predicted to be of a class that is of it; 0 if there are none, as in scikit-learn. */
public final class Precision extends ClassMetricEvaluator {

    /** For the service loader. */
    public Precision() {
        super(
                "precision",
                "Precision",
                "of the examples predicted to be of the positive class, the share that is; of more classes the mean",
                Counts::precision,
                Counts::predicted);
    }
}
