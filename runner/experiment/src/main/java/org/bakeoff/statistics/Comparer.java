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
     * @param input what the models are compared on
     * @param outcomes how the trials ended
     */
    public ComparisonResult compare(Spec spec, ComparisonInput input, List<TrialOutcome> outcomes) {
        Map<String, List<TrialOutcome>> byModel = new LinkedHashMap<>();
        spec.models().forEach(model -> byModel.put(model.name(), new ArrayList<>()));
        outcomes.forEach(
                outcome -> byModel.computeIfAbsent(outcome.trial().model().name(), name -> new ArrayList<>())
                        .add(outcome));
        TestData test = input.test();
        Comparison comparison = new Comparison(test.info(), test.examples(), predictions(byModel, input.trained()));
        Clusters clusters = Clusters.of(test.examples());
        Measurements measurements = new Measurements(new Measure(comparison, deterministic(spec)), Part.all(clusters));
        List<String> problems = new ArrayList<>();
        Evaluation evaluation = new Evaluation(problems);
        List<Finding> findings = evaluation.findings(spec, comparison);
        evaluation.measure(findings, measurements);
        ModelResults results = new ModelResults(measurements, new Budgets(input));
        List<ModelResult> models = spec.models().stream()
                .map(model -> results.of(model, byModel.getOrDefault(model.name(), List.of())))
                .toList();
        Optional<Metric> primary = spec.comparison()
                .primaryMetric(measurements.metrics().stream().map(Metric::name).toList())
                .flatMap(name -> measurements.metrics().stream()
                        .filter(metric -> metric.name().equals(name))
                        .findFirst());
        PairwiseComparisons pairs = new PairwiseComparisons(models, measurements);
        List<DataCheck> checks = new DataChecks(input, models, measurements, primary).all();
        List<String> remarks = Stream.of(DataChecks.warnings(checks), Selections.remarks(input), input.remarks())
                .flatMap(List::stream)
                .toList();
        Warnings warnings = new Warnings(models, measurements, remarks);
        Map<String, Double> majority =
                MajorityClassBaseline.measure(input, comparison, measurements.metrics(), evaluation);
        Conclusion conclusion = primary.map(metric -> new Conclusion(
                        pairs.all(metric),
                        MajorityClassBaseline.of(majority, metric, models),
                        pairs.pairs(metric).stream()
                                .flatMap(pair -> PowerCalculator.of(metric, pair, measurements.part()).stream())
                                .toList(),
                        warnings.sentences(metric, majority.getOrDefault(metric.name(), Double.NaN))))
                .orElseGet(() -> new Conclusion(
                        List.of(),
                        new MajorityClassBaseline(majority, List.of()),
                        List.of(),
                        warnings.sentences(null, Double.NaN)));
        return new ComparisonResult(
                spec.name(),
                dataset(spec, input, clusters, checks),
                new MeasuredMetrics(
                        primary.map(Metric::name),
                        measurements.metrics().stream()
                                .map(metric -> new MeasuredMetrics.Metric(
                                        metric.name(), metric.title(), metric.higherIsBetter(), metric.rate()))
                                .toList()),
                models,
                conclusion,
                input.tuning(),
                new EvaluatorFindings(
                        findings.stream()
                                .filter(finding -> !(finding instanceof Metric || finding instanceof Slices))
                                .toList(),
                        evaluation.slices(findings, measurements, primary),
                        problems));
    }

    private static ComparedDataset dataset(
            Spec spec, ComparisonInput input, Clusters clusters, List<DataCheck> checks) {
        TestData test = input.test();
        return new ComparedDataset(
                spec.dataset().plugin().name(),
                new ComparedDataset.Sizes(
                        input.split().train().length,
                        input.split().validation().length,
                        test.examples().size(),
                        clusters.count()),
                test.info().classes(),
                test.info().length(),
                test.sha256(),
                input.evaluations(),
                checks);
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
