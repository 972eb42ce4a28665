package org.bakeoff.evaluators;

import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * The mean negative logarithm of the probability given to the true class, in nats. Probabilities below 2^-52 count as
 * 2^-52, as in scikit-learn, so that one certain error doesn't make it infinite.
 */
public final class LogLoss extends MetricEvaluator {

    private static final double SMALLEST = Math.ulp(1.0);

    /** For the service loader. */
    public LogLoss() {
        super(
                "log-loss",
                "the mean negative logarithm of the probability given to the true class, in nats",
                Metric.mean("logLoss", "Log loss", false, LogLoss::score).within(0, Double.POSITIVE_INFINITY));
    }

    static double score(int label, Predictions predictions, int example) {
        return -Math.log(Math.max(SMALLEST, predictions.probability(example, label)));
    }
}
