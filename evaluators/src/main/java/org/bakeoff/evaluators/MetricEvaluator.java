package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/** What evaluators share that find one metric and have nothing to choose. */
abstract class MetricEvaluator implements Evaluator<EmptyConfig> {

    private final String name;
    private final String description;
    private final Metric metric;

    MetricEvaluator(String name, String description, Metric metric) {
        this.name = name;
        this.description = description;
        this.metric = metric;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final EmptyConfig defaults() {
        return new EmptyConfig();
    }

    /** Returns the metric; a subclass may add findings. */
    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        return List.of(metric);
    }
}
