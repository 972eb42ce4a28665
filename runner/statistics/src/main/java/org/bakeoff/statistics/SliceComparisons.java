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
        Map<String, SeedSamples> outside = new LinkedHashMap<>();
        for (String model : measure.models().keySet()) {
            SeedSamples here = measure.of(metric, part, model);
            SeedSamples elsewhere = measure.of(metric, rest, model);
            more.put(model, minus(here, elsewhere).settled());
            inside.put(model, here.settled());
            outside.put(model, elsewhere.settled());
        }
        Map<String, ModelResult.Measured> models = new LinkedHashMap<>();
        inside.forEach((model, samples) -> models.put(model, measure.estimate(metric, model, samples, part)));
        Sides sides = new Sides(inside, outside, more, part, rest);
        List<SlicesResult.Difference> differences = new ArrayList<>();
        pairs.byLeft()
                .forEach((left, others) ->
                        others.forEach(right -> differences.add(sides.difference(metric, left, right))));
        return new SlicesResult.Slice(slice.name(), part.examples().length, part.count(), models, differences);
    }

    /**
     * The models on both sides of a slice's border.
     *
     * @param inside by model what the slice gives
     * @param outside by model what the rest gives
     * @param more by model how much more the slice gives
     */
    private record Sides(
            Map<String, SeedSamples> inside,
            Map<String, SeedSamples> outside,
            Map<String, SeedSamples> more,
            Part part,
            Part rest) {

        /**
         * Compares two models in the slice, and how much more each is there than elsewhere. Where nothing bounds the difference on one side,
         * as where an F1 lacks its class, nothing bounds that of both.
         */
        SlicesResult.Difference difference(Metric metric, String left, String right) {
            Estimate here = Inference.of(metric, of(inside, left), of(inside, right), part)
                    .interval(Inference.ALPHA);
            Estimate elsewhere = Inference.of(metric, of(outside, left), of(outside, right), rest)
                    .interval(Inference.ALPHA);
            // Of both, the one with fewer degrees of freedom.
            Estimate versusRest = Inference.of(
                            metric, of(more, left), of(more, right), part.freedom() < rest.freedom() ? part : rest)
                    .within(2 * (metric.high() - metric.low()))
                    .interval(Inference.ALPHA);
            return new SlicesResult.Difference(
                    left,
                    right,
                    here,
                    here.hasInterval() && elsewhere.hasInterval()
                            ? versusRest
                            : Estimate.withoutInterval(versusRest.value()));
        }
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
