package org.bakeoff.runner.compare;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.Slices;
import org.bakeoff.api.TrainedModel;
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
     * @param subject what the models are compared on
     * @param outcomes how the trials ended
     */
    public ComparisonResult compare(Spec spec, Subject subject, List<Outcome> outcomes) {
        Map<String, List<Outcome>> byModel = new LinkedHashMap<>();
        spec.models().forEach(model -> byModel.put(model.name(), new ArrayList<>()));
        outcomes.forEach(
                outcome -> byModel.computeIfAbsent(outcome.trial().model().name(), name -> new ArrayList<>())
                        .add(outcome));
        TestData test = subject.test();
        Comparison comparison = new Comparison(test.spec(), test.examples(), predictions(byModel, subject.trained()));
        List<String> problems = new ArrayList<>();
        List<Finding> all = comparison.models().isEmpty() ? new ArrayList<>() : findings(spec, comparison, problems);
        Clusters clusters = Clusters.of(test.examples());
        Measurements measurements = new Measurements(comparison, clusters);
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : all) {
            if (finding instanceof Metric metric) {
                measure(metric, measurements, problems);
            } else if (!(finding instanceof Slices)) {
                findings.add(finding);
            }
        }
        List<ModelResult> models = spec.models().stream()
                .map(model -> model(model, byModel.getOrDefault(model.name(), List.of()), measurements))
                .toList();
        String sample = String.format(
                        Locale.ROOT, "%,d examples in %,d", test.examples().size(), clusters.count())
                + (clusters.count() == 1 ? " cluster" : " clusters");
        List<Contrast> contrasts = new Contrasts(models, measurements, sample).all();
        return new ComparisonResult(
                spec.name(),
                new ComparisonResult.Dataset(
                        spec.dataset().plugin().name(),
                        subject.split().train().length,
                        subject.split().validation().length,
                        test.examples().size(),
                        clusters.count(),
                        test.spec().classes(),
                        test.sha256(),
                        subject.evaluations(),
                        Map.of()),
                new Conclusion(
                        List.of(),
                        contrasts.stream()
                                .map(Contrast::verdict)
                                .filter(verdict -> !verdict.equals("exploratory"))
                                .toList(),
                        List.of(),
                        List.of()),
                models,
                contrasts,
                List.of(),
                List.of(),
                measurements.metrics().stream()
                        .map(metric -> new ComparisonResult.MeasuredMetric(
                                metric.name(), metric.title(), metric.higherIsBetter(), metric.rate()))
                        .toList(),
                findings,
                problems);
    }

    private static List<ModelPredictions> predictions(
            Map<String, List<Outcome>> byModel, Map<String, TrainedModel> trained) {
        List<ModelPredictions> models = new ArrayList<>();
        byModel.forEach((name, outcomes) -> {
            List<Predictions> seeds = new ArrayList<>();
            List<TrainedModel> ready = new ArrayList<>();
            for (Outcome outcome : outcomes) {
                TrialResult result = outcome.result();
                if (result != null) {
                    seeds.add(result.predictions());
                    Optional.ofNullable(trained.get(outcome.trial().name())).ifPresent(ready::add);
                }
            }
            if (!seeds.isEmpty()) {
                models.add(new ModelPredictions(name, seeds, ready.size() == seeds.size() ? ready : List.of()));
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

    private static void measure(Metric metric, Measurements measurements, List<String> problems) {
        try {
            measurements.measure(metric);
        } catch (RuntimeException | LinkageError e) {
            problems.add("the metric '" + metric.name() + "' failed: " + e + "; this is a fault of its evaluator");
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
                trials.add(new ModelResult.Trial(
                        seed, ModelResult.Status.FAILED, outcome.failure(), Map.of(), Double.NaN, Double.NaN));
            } else {
                layers = result.layers();
                trials.add(new ModelResult.Trial(
                        seed,
                        result.diverged() == null ? ModelResult.Status.DONE : ModelResult.Status.DIVERGED,
                        result.diverged(),
                        measurements.values(model.name(), done++),
                        result.trainSeconds(),
                        result.examplesPerSecond()));
            }
        }
        return new ModelResult(
                model.name(),
                model.provider().plugin().name(),
                model.provider().plugin().floor(),
                layers.stream().mapToLong(Layer::parameters).sum(),
                layers,
                trials,
                measurements.estimates(model.name()),
                Double.NaN,
                null);
    }
}
