package org.bakeoff.runner.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.jspecify.annotations.Nullable;

/** Every metric of every model and seed. */
final class Measurements {

    private final Comparison comparison;
    private final Clusters clusters;
    private final int[] labels;
    private final Map<Metric, Map<String, SeedSamples>> samples = new LinkedHashMap<>();

    Measurements(Comparison comparison, Clusters clusters) {
        this.comparison = comparison;
        this.clusters = clusters;
        this.labels = comparison.labels();
    }

    /** Measures all models by one metric. */
    void measure(Metric metric) {
        Metric.Score score = metric.score();
        Sample.Maker maker = score == null
                ? Sample.ofDraws(metric.function(), labels, new Draws(clusters))
                : Sample.ofMean(score, labels, clusters);
        Map<String, SeedSamples> models = new LinkedHashMap<>();
        for (ModelPredictions model : comparison.models()) {
            models.put(
                    model.model(),
                    new SeedSamples(model.seeds().stream().map(maker::of).toList()));
        }
        samples.put(metric, models);
    }

    /** The metrics, the primary one first. */
    List<Metric> metrics() {
        return new ArrayList<>(samples.keySet());
    }

    /** A model's samples of a metric, or null if no trial of it is done. */
    @Nullable
    SeedSamples of(Metric metric, String model) {
        return samples.getOrDefault(metric, Map.of()).get(model);
    }

    /** All metrics of one trial, given its position among those that are done. */
    Map<String, Double> values(String model, int position) {
        Map<String, Double> values = new LinkedHashMap<>();
        samples.forEach((metric, models) -> {
            SeedSamples seeds = models.get(model);
            if (seeds != null) {
                values.put(metric.name(), seeds.samples().get(position).value());
            }
        });
        return Collections.unmodifiableMap(values);
    }

    /** All metrics of a model with their intervals. */
    Map<String, ModelResult.Measured> estimates(String model) {
        Map<String, ModelResult.Measured> estimates = new LinkedHashMap<>();
        samples.forEach((metric, models) -> {
            SeedSamples seeds = models.get(model);
            if (seeds != null) {
                Inference inference = Inference.of(seeds, clusters.count());
                Estimate estimate = metric.rate() ? inference.rateInterval(clusters.count()) : inference.interval();
                estimates.put(
                        metric.name(),
                        new ModelResult.Measured(
                                estimate.value(),
                                estimate.low(),
                                estimate.high(),
                                seeds.deviation(),
                                Math.sqrt(seeds.mean().variance())));
            }
        });
        return Collections.unmodifiableMap(estimates);
    }

    int clusterCount() {
        return clusters.count();
    }
}
