package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;

/** Measures the primary metric in slices of the test examples, and whether differences are others than elsewhere. */
record SliceComparisons(Metric metric, Measure measure, Clusters clusters) {

    SlicesResult of(Slices slices) {
        return new SlicesResult(
                slices.name(),
                slices.title(),
                slices.note(),
                metric.name(),
                slices.slices().stream().map(this::slice).toList());
    }

    private SlicesResult.Slice slice(Slices.Slice slice) {
        Part part = Part.of(clusters, slice.examples());
        Part rest = part.rest();
        Map<String, SeedSamples> inside = measure.of(metric, part);
        Map<String, SeedSamples> outside = measure.of(metric, rest);
        Map<String, ModelResult.Measured> models = new LinkedHashMap<>();
        inside.forEach((model, samples) -> models.put(model, measure.estimate(metric, model, samples, part)));
        List<String> names = List.copyOf(models.keySet());
        List<SlicesResult.Difference> differences = new ArrayList<>();
        for (int left = 0; left < names.size(); left++) {
            for (int right = left + 1; right < names.size(); right++) {
                differences.add(difference(names.get(left), names.get(right), inside, outside, part, rest));
            }
        }
        return new SlicesResult.Slice(slice.name(), part.examples().length, part.count(), models, differences);
    }

    private SlicesResult.Difference difference(
            String left,
            String right,
            Map<String, SeedSamples> inside,
            Map<String, SeedSamples> outside,
            Part part,
            Part rest) {
        // As many degrees of freedom as the smaller of both has.
        Part fewer = part.freedom() < rest.freedom() ? part : rest;
        return new SlicesResult.Difference(
                left,
                right,
                Inference.of(metric, of(inside, left), of(inside, right), part).interval(Inference.ALPHA),
                Inference.of(
                                metric,
                                minus(of(inside, left), of(outside, left)),
                                minus(of(inside, right), of(outside, right)),
                                fewer)
                        .within(2 * (metric.high() - metric.low()))
                        .interval(Inference.ALPHA));
    }

    private static SeedSamples of(Map<String, SeedSamples> models, String model) {
        return Objects.requireNonNull(models.get(model));
    }

    /** Seed by seed what the slice is more than the rest. */
    private static SeedSamples minus(SeedSamples inside, SeedSamples outside) {
        List<Sample> samples = new ArrayList<>();
        for (int seed = 0; seed < inside.seeds(); seed++) {
            samples.add(inside.samples().get(seed).minus(outside.samples().get(seed)));
        }
        return new SeedSamples(samples, inside.deterministic());
    }
}
