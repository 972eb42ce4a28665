package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;

/**
 * Matthews' correlation coefficient of classes with predictions, from -1 to 1; with more than two classes Gorodkin's R_K.
 * It is 0 if all examples are of one class or all predictions are, as in scikit-learn.
 *
 * <p>Source: Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", Computational
 * Biology and Chemistry 28, 2004.
 */
public final class Mcc extends MetricEvaluator {

    /** For the service loader. */
    public Mcc() {
        super(
                "mcc",
                "Matthews' correlation of classes with predictions, from -1 to 1",
                Metric.of("mcc", "Matthews correlation", true, Confusion.figure(Confusion::correlation))
                        .within(-1, 1));
    }
}
