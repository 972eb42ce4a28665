package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.jspecify.annotations.Nullable;

/** Every metric of every model and seed on one part of the examples. */
final class Measurements {

    private final Measure measure;
    private final Part part;
    private final UnaryOperator<SeedSamples> prepared;
    private final Map<Metric, Map<String, SeedSamples>> samples = new LinkedHashMap<>();

    /**
     * Prepares measurements.
     *
     * @param looks whether {@link #first} is asked, which takes memory for every seed
     */
    Measurements(Measure measure, Part part, boolean looks) {
        this.measure = measure;
        this.part = part;
        this.prepared = looks ? UnaryOperator.identity() : SeedSamples::settled;
    }

    /** Returns those of each model's first seeds; all of a model that no number is given for. */
    Measurements first(Map<String, Integer> seeds) {
        Measurements first = new Measurements(measure, part, true);
        samples.forEach((metric, models) -> {
            Map<String, SeedSamples> some = new LinkedHashMap<>();
            models.forEach((model, all) -> some.put(model, all.first(seeds.getOrDefault(model, all.seeds()))));
            first.samples.put(metric, some);
        });
        return first;
    }

    /** Measures all models by one metric. */
    void measure(Metric metric) {
        samples.put(metric, measure.of(metric, part, prepared));
    }

    /** Measures one more, deterministic model by a metric that the others were measured by. */
    void measure(Metric metric, String model, Predictions predictions) {
        Map<String, SeedSamples> models = samples.get(metric);
        if (models != null) {
            models.put(model, new SeedSamples(Sample.of(metric, measure.labels(), part, List.of(predictions)), true));
        }
    }

    /** What was measured on. */
    Part part() {
        return part;
    }

    /** How it was measured. */
    Measure how() {
        return measure;
    }

    /** Returns the metrics in the order of the evaluators. */
    List<Metric> metrics() {
        return new ArrayList<>(samples.keySet());
    }

    /** Returns a model's samples of a metric, or null if no trial of it is done. */
    @Nullable
    SeedSamples of(Metric metric, String model) {
        return samples.getOrDefault(metric, Map.of()).get(model);
    }

    /** Returns all metrics of a model that was trained with a seed and has predictions. */
    Map<String, Double> values(String model, long seed) {
        int position = measure.position(model, seed);
        Map<String, Double> values = new LinkedHashMap<>();
        samples.forEach((metric, models) -> {
            SeedSamples seeds = models.get(model);
            if (seeds != null) {
                values.put(metric.name(), seeds.samples().get(position).value());
            }
        });
        return Collections.unmodifiableMap(values);
    }

    /** Returns all metrics of a model that are defined, means over its seeds. */
    Map<String, Double> values(String model) {
        Map<String, Double> values = new LinkedHashMap<>();
        samples.forEach((metric, models) -> {
            SeedSamples seeds = models.get(model);
            if (seeds != null && !Double.isNaN(seeds.mean().value())) {
                values.put(metric.name(), seeds.mean().value());
            }
        });
        return values;
    }

    /** Returns all metrics of a model with their intervals. */
    Map<String, ModelResult.Measured> estimates(String model) {
        Map<String, ModelResult.Measured> estimates = new LinkedHashMap<>();
        samples.forEach((metric, models) -> {
            SeedSamples seeds = models.get(model);
            if (seeds != null) {
                estimates.put(metric.name(), measure.estimate(metric, model, seeds, part));
            }
        });
        return Collections.unmodifiableMap(estimates);
    }
}
