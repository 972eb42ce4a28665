package org.bakeoff.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * Measures all trained models of a comparison.
 *
 * @param models their predictions by seed, by the model's name; at least one each
 * @param deterministic whether the seed means nothing, by the model's name
 * @param labels the classes of the test examples
 */
@SuppressWarnings("ArrayRecordComponent")
record Measure(Map<String, Map<Long, Predictions>> models, Map<String, Boolean> deterministic, int[] labels) {

    static Measure of(ComparisonInput input) {
        Map<String, Map<Long, Predictions>> models = new LinkedHashMap<>();
        Map<String, Boolean> deterministic = new LinkedHashMap<>();
        for (ComparisonInput.Model model : input.models()) {
            Map<Long, Predictions> seeds = new LinkedHashMap<>();
            model.trials().forEach(trial -> trial.predictions().ifPresent(some -> seeds.put(trial.seed(), some)));
            if (!seeds.isEmpty()) {
                models.put(model.name(), seeds);
                deterministic.put(model.name(), model.deterministic());
            }
        }
        return new Measure(
                models,
                deterministic,
                input.test().stream().mapToInt(example -> example.label()).toArray());
    }

    /** Returns where a seed stands among those of a model that have predictions. */
    int position(String model, long seed) {
        return List.copyOf(models.getOrDefault(model, Map.of()).keySet()).indexOf(seed);
    }

    /** Every model's samples of a metric on a part of the examples, prepared for what is asked of them. */
    Map<String, SeedSamples> of(Metric metric, Part part, UnaryOperator<SeedSamples> prepared) {
        Map<String, SeedSamples> measured = new LinkedHashMap<>();
        models.keySet().forEach(model -> measured.put(model, prepared.apply(of(metric, part, model))));
        return measured;
    }

    /** One model's samples. */
    SeedSamples of(Metric metric, Part part, String model) {
        List<Predictions> seeds =
                List.copyOf(models.getOrDefault(model, Map.of()).values());
        return new SeedSamples(Sample.of(metric, labels, part, seeds), deterministic.getOrDefault(model, false));
    }

    /** Returns a model's metric with its interval, or why it can't be had. */
    ModelResult.Measured estimate(Metric metric, String model, SeedSamples seeds, Part part) {
        Estimate estimate = seeds.own(metric, part);
        return new ModelResult.Measured(
                estimate.value(),
                estimate.low(),
                estimate.high(),
                seeds.deviation(),
                Math.sqrt(seeds.mean().variance()),
                Double.isFinite(estimate.value()) && estimate.hasInterval()
                        ? Optional.empty()
                        : Optional.of(missing(estimate.value(), seeds.mean(), model, part)));
    }

    private MissingReason missing(double value, Sample mean, String model, Part part) {
        List<Predictions> seeds =
                List.copyOf(models.getOrDefault(model, Map.of()).values());
        int classes = seeds.get(0).classes();
        int present = (int) IntStream.of(part.examples())
                .map(example -> labels[example])
                .distinct()
                .count();
        boolean known = Double.isFinite(value);
        if (!known && seeds.stream().anyMatch(some -> predicted(some, part).anyMatch(index -> index < 0))) {
            return MissingReason.NO_PROBABILITIES;
        }
        if (!known && seeds.stream().noneMatch(Predictions::hasProbabilities)) {
            return MissingReason.LABELS_ONLY;
        }
        if (present < classes && (!known || mean.support() == 0)) {
            return present == 1 ? MissingReason.ONE_CLASS : MissingReason.CLASS_WITHOUT_EXAMPLES;
        }
        if (!known) {
            return seeds.stream().allMatch(Predictions::hasProbabilities)
                    ? MissingReason.UNDEFINED
                    : MissingReason.LABELS_ONLY;
        }
        if (part.count() < 2) {
            return MissingReason.ONE_CLUSTER;
        }
        if (mean.support() == 0
                && seeds.stream()
                        .allMatch(some -> predicted(some, part).distinct().count() < classes)) {
            return MissingReason.CLASS_NEVER_PREDICTED;
        }
        return mean.variance() == 0 ? MissingReason.NO_VARIATION : MissingReason.TOO_FEW_EXAMPLES;
    }

    private static IntStream predicted(Predictions predictions, Part part) {
        return IntStream.of(part.examples()).map(predictions::predicted);
    }
}
