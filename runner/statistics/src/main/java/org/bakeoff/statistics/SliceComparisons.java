package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;

/** Measures the primary metric in slices of the test examples, and whether differences are others than elsewhere. */
record SliceComparisons(Metric metric, Measure measure, Clusters clusters, ChosenPairs pairs) {

    SlicesResult of(Slices slices) {
        return new SlicesResult(
                slices.name(),
                slices.title(),
                pairs.noted(slices.note()),
                metric.name(),
                slices.slices().stream().map(this::slice).toList());
    }

    private SlicesResult.Slice slice(Slices.Slice slice) {
        Part part = Part.of(clusters, slice.examples());
        Part rest = part.rest();
        Map<String, SeedSamples> more = new LinkedHashMap<>();
        Map<String, SeedSamples> inside = new LinkedHashMap<>();
        for (String model : measure.models().keySet()) {
            SeedSamples here = measure.of(metric, part, model);
            more.put(model, minus(here, measure.of(metric, rest, model)).settled());
            inside.put(model, here.settled());
        }
        Map<String, ModelResult.Measured> models = new LinkedHashMap<>();
        inside.forEach((model, samples) -> models.put(model, measure.estimate(metric, model, samples, part)));
        Part fewer = part.freedom() < rest.freedom() ? part : rest;
        List<SlicesResult.Difference> differences = new ArrayList<>();
        pairs.byLeft()
                .forEach((left, others) ->
                        others.forEach(right -> differences.add(difference(left, right, inside, more, part, fewer))));
        return new SlicesResult.Slice(slice.name(), part.examples().length, part.count(), models, differences);
    }

    /**
     * Compares two models in a slice, and how much more each is there than elsewhere.
     *
     * @param fewer the slice or the rest, whichever has fewer degrees of freedom
     */
    private SlicesResult.Difference difference(
            String left,
            String right,
            Map<String, SeedSamples> inside,
            Map<String, SeedSamples> more,
            Part part,
            Part fewer) {
        return new SlicesResult.Difference(
                left,
                right,
                Inference.of(metric, of(inside, left), of(inside, right), part).interval(Inference.ALPHA),
                Inference.of(metric, of(more, left), of(more, right), fewer)
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
