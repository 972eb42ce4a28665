package org.bakeoff.runner.compare;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Metric;

/** Compares every pair of models in every metric. */
final class Contrasts {

    private record Pair(ModelResult left, ModelResult right, Inference inference) {}

    private final List<ModelResult> models;
    private final Measurements measurements;
    private final String sample;

    /**
     * Prepares to compare.
     *
     * @param sample says in words what was measured on
     */
    Contrasts(List<ModelResult> models, Measurements measurements, String sample) {
        this.models = models;
        this.measurements = measurements;
        this.sample = sample;
    }

    List<Contrast> all() {
        List<Contrast> contrasts = new ArrayList<>();
        List<Metric> metrics = measurements.metrics();
        for (Metric metric : metrics) {
            contrasts.addAll(of(metric, metric.equals(metrics.get(0))));
        }
        return contrasts;
    }

    private List<Contrast> of(Metric metric, boolean primary) {
        List<Pair> pairs = pairs(metric);
        double[] adjusted =
                Holm.adjust(pairs.stream().map(pair -> pair.inference().p()).toList());
        List<Contrast> contrasts = new ArrayList<>();
        for (int index = 0; index < pairs.size(); index++) {
            Pair pair = pairs.get(index);
            Estimate interval = pair.inference().interval();
            contrasts.add(new Contrast(
                    metric.name(),
                    pair.left().name(),
                    pair.right().name(),
                    interval.value(),
                    interval.low(),
                    interval.high(),
                    pair.inference().p(),
                    primary ? adjusted[index] : Double.NaN,
                    Double.NaN,
                    primary
                            ? VerdictSentence.of(
                                    metric, pair.left(), pair.right(), pair.inference(), adjusted[index], sample)
                            : "exploratory"));
        }
        return contrasts;
    }

    private List<Pair> pairs(Metric metric) {
        List<Pair> pairs = new ArrayList<>();
        for (int left = 0; left < models.size(); left++) {
            for (int right = left + 1; right < models.size(); right++) {
                SeedSamples first = measurements.of(metric, models.get(left).name());
                SeedSamples second = measurements.of(metric, models.get(right).name());
                if (first != null && second != null) {
                    pairs.add(new Pair(
                            models.get(left),
                            models.get(right),
                            Inference.of(first, second, measurements.clusterCount())));
                }
            }
        }
        return pairs;
    }
}
