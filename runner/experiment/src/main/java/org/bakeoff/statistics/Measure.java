package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/**
 * Measures all trained models of a comparison.
 *
 * @param comparison their predictions
 * @param labels the classes of the test examples
 * @param deterministic the models for which the seed means nothing
 */
@SuppressWarnings("ArrayRecordComponent")
record Measure(Comparison comparison, int[] labels, Set<String> deterministic) {

    Measure(Comparison comparison, Set<String> deterministic) {
        this(comparison, comparison.labels(), deterministic);
    }

    /** Returns where a seed stands among those of a model. */
    int position(String model, long seed) {
        List<Long> seeds = comparison.models().stream()
                .filter(candidate -> candidate.model().equals(model))
                .flatMap(candidate -> candidate.seeds().stream())
                .map(Predictions::seed)
                .toList();
        return seeds.indexOf(seed);
    }

    /** Every model's samples of a metric on a part of the examples. */
    Map<String, SeedSamples> of(Metric metric, Part part) {
        List<Predictions> all = new ArrayList<>();
        comparison.models().forEach(model -> all.addAll(model.seeds()));
        List<Sample> samples = Sample.maker(metric, labels, part).of(all);
        Map<String, SeedSamples> models = new LinkedHashMap<>();
        int from = 0;
        for (ModelPredictions model : comparison.models()) {
            int to = from + model.seeds().size();
            models.put(
                    model.model(), new SeedSamples(samples.subList(from, to), deterministic.contains(model.model())));
            from = to;
        }
        return models;
    }
}
