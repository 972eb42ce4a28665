package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/** The share of examples whose class is predicted. */
public final class Accuracy extends MetricEvaluator {

    /** For the service loader. */
    public Accuracy() {
        super(
                "accuracy",
                "the share of examples whose class is predicted",
                Metric.rate("accuracy", "Accuracy", true, Accuracy::score));
    }

    static double score(int label, Predictions predictions, int example) {
        return predictions.predicted(example) == label ? 1 : 0;
    }
}
