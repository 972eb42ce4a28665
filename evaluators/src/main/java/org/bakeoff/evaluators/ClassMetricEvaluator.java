package org.bakeoff.evaluators;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.evaluators.Confusion.Counts;

/** Finds a metric of the positive class, or its average over classes. */
abstract class ClassMetricEvaluator extends NamedEvaluator<AverageConfig> {

    private final String title;
    private final ToDoubleFunction<Counts> figure;
    private final ToDoubleFunction<Counts> support;

    /**
     * Names the metric as the evaluator.
     *
     * @param figure the metric of one class
     * @param support how many examples it rests on
     */
    ClassMetricEvaluator(
            String name,
            String title,
            String description,
            ToDoubleFunction<Counts> figure,
            ToDoubleFunction<Counts> support) {
        super(name, description, new AverageConfig(null));
        this.title = title;
        this.figure = figure;
        this.support = support;
    }

    @Override
    public List<Finding> evaluate(AverageConfig config, Comparison comparison) {
        ClassAverage classes = ClassAverage.of(comparison, config.average());
        String heading = classes.positive().isPresent()
                ? ClassAverage.title(title, comparison)
                : title + ", " + classes.average().name().toLowerCase(Locale.ROOT) + " average";
        return List.of(Metric.of(name(), heading, true, Confusion.figure(confusion -> classes.value(confusion, figure)))
                .within(0, 1)
                .restingOn(classes.support(support)));
    }
}
