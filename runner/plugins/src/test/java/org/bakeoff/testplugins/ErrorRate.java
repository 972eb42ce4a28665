package org.bakeoff.testplugins;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/** The share of wrong predictions: lower is better. */
public final class ErrorRate implements Evaluator<ErrorRate.Config> {

    /** Nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return "error-rate";
    }

    @Override
    public String description() {
        return "the share of wrong predictions";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        return List.of(Metric.rate(
                "errorRate",
                "Error rate",
                false,
                (label, predictions, example) -> predictions.predicted(example) == label ? 0 : 1));
    }
}
