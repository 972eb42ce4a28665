package org.bakeoff.statistics;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.TestData;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.TrialOutcome;

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
    public ComparisonResult compare(Spec spec, Subject subject, List<TrialOutcome> outcomes) {
        Map<String, List<TrialOutcome>> byModel = new LinkedHashMap<>();
        spec.models().forEach(model -> byModel.put(model.name(), new ArrayList<>()));
        outcomes.forEach(
                outcome -> byModel.computeIfAbsent(outcome.trial().model().name(), name -> new ArrayList<>())
                        .add(outcome));
        TestData test = subject.test();
        Comparison comparison = new Comparison(test.info(), test.examples(), predictions(byModel, subject.trained()));
        Clusters clusters = Clusters.of(test.examples());
        Measurements measurements = new Measurements(new Measure(comparison, deterministic(spec)), Part.all(clusters));
        List<String> problems = new ArrayList<>();
        Evaluation evaluation = new Evaluation(problems);
        List<Finding> findings = evaluation.findings(spec, comparison);
        evaluation.measure(findings, measurements);
        ModelResults results = new ModelResults(measurements, new Budgets(subject));
        List<ModelResult> models = spec.models().stream()
                .map(model -> results.of(model, byModel.getOrDefault(model.name(), List.of())))
                .toList();
        Contrasts pairs = new Contrasts(models, measurements);
        List<Contrast> contrasts = pairs.all();
        List<DataCheck> checks = new DataChecks(subject, models, measurements).all();
        List<String> remarks = Stream.of(DataChecks.warnings(checks), Selections.remarks(subject), subject.remarks())
                .flatMap(List::stream)
                .toList();
        Map<String, Double> majority = Majority.of(subject, comparison, measurements.metrics(), evaluation);
        return new ComparisonResult(
                spec.name(),
                dataset(spec, subject, clusters, majority),
                new Conclusions(models, measurements, pairs, contrasts, majority, remarks).all(),
                models,
                contrasts,
                checks,
                evaluation.slices(findings, measurements),
                subject.tuning(),
                measurements.metrics().stream()
                        .map(metric -> new ComparisonResult.MeasuredMetric(
                                metric.name(), metric.title(), metric.higherIsBetter(), metric.rate()))
                        .toList(),
                findings.stream()
                        .filter(finding -> !(finding instanceof Metric || finding instanceof Slices))
                        .toList(),
                problems);
    }

    private static ComparisonResult.Dataset dataset(
            Spec spec, Subject subject, Clusters clusters, Map<String, Double> majority) {
        TestData test = subject.test();
        return new ComparisonResult.Dataset(
                spec.dataset().plugin().name(),
                subject.split().train().length,
                subject.split().validation().length,
                test.examples().size(),
                clusters.count(),
                test.info().classes(),
                test.sha256(),
                subject.evaluations(),
                majority);
    }

    private static Set<String> deterministic(Spec spec) {
        return spec.models().stream()
                .filter(model -> model.provider().plugin().deterministic())
                .map(Spec.Model::name)
                .collect(Collectors.toSet());
    }

    private static List<ModelPredictions> predictions(
            Map<String, List<TrialOutcome>> byModel, Map<String, TrainedModel> trained) {
        List<ModelPredictions> models = new ArrayList<>();
        byModel.forEach((name, outcomes) -> {
            List<Predictions> seeds = new ArrayList<>();
            List<TrainedModel> ready = new ArrayList<>();
            for (TrialOutcome outcome : outcomes) {
                outcome.findResult().ifPresent(result -> {
                    seeds.add(result.predictions().orElseThrow());
                    Optional.ofNullable(trained.get(outcome.trial().name())).ifPresent(ready::add);
                });
            }
            if (!seeds.isEmpty()) {
                models.add(new ModelPredictions(name, seeds, ready.size() == seeds.size() ? ready : List.of()));
            }
        });
        return models;
    }
}
