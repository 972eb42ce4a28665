package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/**
 * The mean negative logarithm of the probability given to the true class, in nats. Probabilities below 2^-52 count as
 * 2^-52, as in scikit-learn, so that one certain error doesn't make it infinite.
 */
public final class LogLoss implements Evaluator<NoConfig> {

    private static final double SMALLEST = Math.ulp(1.0);

    @Override
    public String name() {
        return "log-loss";
    }

    @Override
    public String description() {
        return "the mean negative logarithm of the probability given to the true class, in nats";
    }

    @Override
    public NoConfig defaults() {
        return new NoConfig();
    }

    @Override
    public List<Finding> evaluate(NoConfig config, Comparison comparison) {
        return List.of(Metric.mean(
                "logLoss",
                "Log loss",
                false,
                (label, predictions, example) ->
                        -Math.log(Math.max(SMALLEST, predictions.probability(example, label)))));
    }
}
