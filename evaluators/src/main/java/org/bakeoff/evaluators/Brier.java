package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * The Brier score: with two classes the mean of (p - y)^2, where p is the probability of class 1 and y is 1 for that
 * class, else 0; from 0 to 1. With more classes the mean of the sum over classes of (p_k - y_k)^2; from 0 to 2.
 *
 * <p>Source: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950; for
 * two classes half of it, as is usual.
 */
public final class Brier extends MetricEvaluator {

    private static final Metric METRIC = Metric.mean("brier", "Brier score", false, Brier::score);

    /** For the service loader. */
    public Brier() {
        super("brier", "the mean squared error of the probabilities", METRIC);
    }

    /** With two classes it is the squared error of one probability, with more the sum over classes. */
    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        return List.of(METRIC.within(0, comparison.data().classes().size() == 2 ? 1 : 2));
    }

    static double score(int label, Predictions predictions, int example) {
        if (predictions.classes() == 2) {
            double error = predictions.probability(example, 1) - label;
            return error * error;
        }
        double sum = 0;
        for (int index = 0; index < predictions.classes(); index++) {
            double error = predictions.probability(example, index) - (index == label ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }
}
