package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;

/** The share of examples whose class is predicted. */
public final class Accuracy extends MetricEvaluator {

    /** For the service loader. */
    public Accuracy() {
        super(
                "accuracy",
                "the share of examples whose class is predicted",
                Metric.rate(
                        "accuracy",
                        "Accuracy",
                        true,
                        (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0));
    }
}
