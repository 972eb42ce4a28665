package org.bakeoff.testplugins;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/** A metric that is no mean over examples: the median probability of the true class. */
public final class Separation implements Evaluator<Separation.Config> {

    /** Nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return "separation";
    }

    @Override
    public String description() {
        return "the median probability of the true class";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        return List.of(Metric.of("separation", "Separation", true, (labels, predictions) -> weights -> {
            double[] sorted = java.util.stream.IntStream.range(0, labels.length)
                    .boxed()
                    .flatMap(index -> java.util.Collections.nCopies(weights[index], index).stream())
                    .mapToDouble(index -> predictions.probability(index, labels[index]))
                    .sorted()
                    .toArray();
            return sorted[sorted.length / 2];
        }));
    }
}
