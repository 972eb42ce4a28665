package org.bakeoff.runner.compare;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.runner.data.TestData;
import org.bakeoff.runner.progress.Layer;
import org.bakeoff.runner.spec.Spec;
import org.bakeoff.runner.trial.Outcome;
import org.bakeoff.runner.trial.TrialResult;

/** Compares the models of an experiment once all trials have ended. */
public final class Comparer {

    @Inject
    Comparer() {}

    /**
     * Compares.
     *
     * @param spec the experiment
     * @param train training examples, without those held out
     * @param validation training examples held out
     * @param test the test examples with their labels
     * @param outcomes how the trials ended
     */
    public ComparisonResult compare(Spec spec, int train, int validation, TestData test, List<Outcome> outcomes) {
        Map<String, List<Outcome>> byModel = new LinkedHashMap<>();
        spec.models().forEach(model -> byModel.put(model.name(), new ArrayList<>()));
        outcomes.forEach(
                outcome -> byModel.computeIfAbsent(outcome.trial().model().name(), name -> new ArrayList<>())
                        .add(outcome));
        Comparison comparison = new Comparison(test.spec(), test.examples(), predictions(byModel));
        List<String> problems = new ArrayList<>();
        List<Finding> findings =
                comparison.models().isEmpty() ? new ArrayList<>() : findings(spec, comparison, problems);
        Clusters clusters = Clusters.of(test.examples());
        Measurements measurements = new Measurements(comparison, clusters);
        findings.removeIf(finding -> finding instanceof Metric metric && !measured(metric, measurements, problems));
        List<ModelResult> models = spec.models().stream()
                .map(model -> model(model, byModel.getOrDefault(model.name(), List.of()), measurements))
                .toList();
        String sample = String.format(
                        Locale.ROOT, "%,d examples in %,d", test.examples().size(), clusters.count())
                + (clusters.count() == 1 ? " cluster" : " clusters");
        return new ComparisonResult(
                spec.name(),
                new ComparisonResult.Dataset(
                        spec.dataset().plugin().name(),
                        train,
                        validation,
                        test.examples().size(),
                        clusters.count(),
                        test.spec().classes()),
                models,
                new Contrasts(models, measurements, sample).all(),
                findings,
                problems);
    }

    private static List<ModelPredictions> predictions(Map<String, List<Outcome>> byModel) {
        List<ModelPredictions> models = new ArrayList<>();
        byModel.forEach((name, outcomes) -> {
            List<org.bakeoff.api.Predictions> seeds = new ArrayList<>();
            for (Outcome outcome : outcomes) {
                TrialResult result = outcome.result();
                if (result != null) {
                    seeds.add(result.predictions());
                }
            }
            if (!seeds.isEmpty()) {
                models.add(new ModelPredictions(name, seeds));
            }
        });
        return models;
    }

    /** An evaluator that fails costs its own findings, not the comparison. */
    private static List<Finding> findings(Spec spec, Comparison comparison, List<String> problems) {
        List<Finding> findings = new ArrayList<>();
        for (Spec.Chosen<Evaluator<?>> evaluator : spec.evaluators()) {
            try {
                findings.addAll(evaluate(evaluator.plugin(), evaluator.config(), comparison));
            } catch (RuntimeException | LinkageError e) {
                problems.add("the evaluator '" + evaluator.plugin().name() + "' failed: " + e
                        + "; this is a fault of the plugin");
            }
        }
        return findings;
    }

    private static boolean measured(Metric metric, Measurements measurements, List<String> problems) {
        try {
            measurements.measure(metric);
            return true;
        } catch (RuntimeException | LinkageError e) {
            problems.add("the metric '" + metric.name() + "' failed: " + e + "; this is a fault of its evaluator");
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> List<Finding> evaluate(
            Evaluator<C> evaluator, Record config, Comparison comparison) {
        return evaluator.evaluate((C) config, comparison);
    }

    private static ModelResult model(Spec.Model model, List<Outcome> outcomes, Measurements measurements) {
        List<ModelResult.Trial> trials = new ArrayList<>();
        List<Layer> layers = List.of();
        int done = 0;
        for (Outcome outcome : outcomes) {
            long seed = outcome.trial().seed();
            TrialResult result = outcome.result();
            if (result == null) {
                trials.add(new ModelResult.Trial(seed, "failed", outcome.failure(), Map.of(), Double.NaN, Double.NaN));
            } else {
                layers = result.layers();
                trials.add(new ModelResult.Trial(
                        seed,
                        "done",
                        null,
                        measurements.values(model.name(), done++),
                        result.trainSeconds(),
                        result.examplesPerSecond()));
            }
        }
        return new ModelResult(
                model.name(),
                model.provider().plugin().name(),
                layers.stream().mapToLong(Layer::parameters).sum(),
                layers,
                trials,
                measurements.estimates(model.name()));
    }
}
