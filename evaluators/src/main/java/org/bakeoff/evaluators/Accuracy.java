package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/** The share of examples whose class is predicted. */
public final class Accuracy implements Evaluator<NoConfig> {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String description() {
        return "the share of examples whose class is predicted";
    }

    @Override
    public NoConfig defaults() {
        return new NoConfig();
    }

    @Override
    public List<Finding> evaluate(NoConfig config, Comparison comparison) {
        return List.of(Metric.rate(
                "accuracy",
                "Accuracy",
                true,
                (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0));
    }
}
