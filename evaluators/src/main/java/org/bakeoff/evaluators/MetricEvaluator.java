package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/** Finds one metric. */
abstract class MetricEvaluator extends NamedEvaluator<EmptyConfig> {

    private final Metric metric;

    MetricEvaluator(String name, String description, Metric metric) {
        super(name, description, new EmptyConfig());
        this.metric = metric;
    }

    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        return List.of(metric);
    }
}
