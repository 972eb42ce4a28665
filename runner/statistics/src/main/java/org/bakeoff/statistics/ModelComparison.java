package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/** Compares models by their predictions. */
public final class ModelComparison {

    private final ComparisonInput input;
    private final List<Finding> findings;
    private final EvaluatorGuard guard;
    private final Measurements measurements;
    private final List<ModelResult> models;
    private final Optional<Metric> primary;

    private ModelComparison(ComparisonInput input, List<Finding> findings, EvaluatorGuard guard) {
        this.input = input;
        this.findings = findings;
        this.guard = guard;
        this.measurements = new Measurements(Measure.of(input), Part.all(Clusters.of(input.test())));
        Predictions constant = MajorityClassBaseline.predictions(input);
        for (Finding finding : findings) {
            if (finding instanceof Metric metric) {
                guard.run(EvaluatorFailure.Step.METRIC, metric.name(), () -> measurements.measure(metric));
                guard.run(
                        EvaluatorFailure.Step.MAJORITY_CLASS_METRIC,
                        metric.name(),
                        () -> measurements.measure(metric, MajorityClassBaseline.NAME, constant));
            }
        }
        this.primary = measurements.metrics().stream()
                .filter(metric ->
                        metric.name().equals(input.rules().primaryMetric().orElse(metric.name())))
                .findFirst();
        this.models = input.models().stream().map(this::model).toList();
    }

    /**
     * Compares models.
     *
     * @param input the models and what they are compared on
     * @param findings what evaluators found, with the metrics to compare by
     * @param guard runs the metrics' code
     */
    public static ComparisonResult compare(ComparisonInput input, List<Finding> findings, EvaluatorGuard guard) {
        return new ModelComparison(input, findings, guard).result();
    }

    private ModelResult model(ComparisonInput.Model model) {
        List<ModelResult.Trial> trials = model.trials().stream()
                .map(trial -> new ModelResult.Trial(
                        trial.seed(),
                        trial.status(),
                        trial.reason(),
                        trial.predictions().isPresent() ? measurements.values(model.name(), trial.seed()) : Map.of(),
                        trial.trainSeconds(),
                        trial.examplesPerSecond()))
                .toList();
        long failed = trials.stream()
                .filter(trial -> trial.status() != ModelResult.Status.DONE)
                .count();
        return new ModelResult(
                model.name(),
                model.baseline(),
                model.description(),
                trials,
                measurements.estimates(model.name()),
                FailureRateBound.of(failed, trials.size()));
    }

    private ComparisonResult result() {
        PairwiseComparisons pairs = new PairwiseComparisons(models, measurements, input.rules());
        List<DataCheck> checks = input.counts().stream().map(this::check).toList();
        Map<String, Double> majority = measurements.values(MajorityClassBaseline.NAME);
        List<Warning> warnings = new Warnings(input, models, measurements).all(primary, majority, checks);
        return new ComparisonResult(
                input.name(),
                new ComparedDataset(
                        input.dataset(),
                        positive(),
                        input.test().size(),
                        measurements.part().count(),
                        measurements.part().freedom() + 1,
                        checks),
                new MeasuredMetrics(
                        primary.map(Metric::name),
                        measurements.metrics().stream()
                                .map(metric -> new MeasuredMetrics.Metric(
                                        metric.name(), metric.title(), metric.higherIsBetter(), metric.rate()))
                                .toList()),
                models,
                primary.map(metric -> new Conclusion(
                                input.rules().margin(),
                                pairs.all(metric),
                                new MajorityClassBaseline(majority, pairs.withMajorityClass(metric)),
                                power(metric, pairs),
                                warnings))
                        .orElseGet(() -> new Conclusion(
                                input.rules().margin(),
                                List.of(),
                                new MajorityClassBaseline(majority, List.of()),
                                List.of(),
                                warnings)),
                input.training().searches(),
                new EvaluatorFindings(others(), slices(), guard.failures()));
    }

    private Optional<String> positive() {
        OptionalInt index = input.rules().positive();
        return index.isPresent() ? Optional.of(input.dataset().classes().get(index.getAsInt())) : Optional.empty();
    }

    private List<PowerAnalysis> power(Metric metric, PairwiseComparisons pairs) {
        double alpha = pairs.stepLevel(metric);
        return pairs.pairs(metric).stream()
                .flatMap(pair -> PowerCalculator.of(metric, pair, alpha).stream())
                .toList();
    }

    private List<Finding> others() {
        return findings.stream()
                .filter(finding -> !(finding instanceof Metric || finding instanceof Slices))
                .toList();
    }

    private List<SlicesResult> slices() {
        List<SlicesResult> results = new ArrayList<>();
        primary.map(metric -> new SliceComparisons(
                        metric, measurements.how(), measurements.part().clusters()))
                .ifPresent(comparisons -> {
                    for (Finding finding : findings) {
                        if (finding instanceof Slices slices) {
                            guard.run(
                                    EvaluatorFailure.Step.SLICES,
                                    slices.name(),
                                    () -> results.add(comparisons.of(slices)));
                        }
                    }
                });
        return results;
    }

    private DataCheck check(ComparisonInput.DataCount count) {
        return new DataCheck(count.what(), count.count(), count.total(), without(count.testExamples()));
    }

    private Optional<DataCheck.Without> without(List<Integer> examples) {
        boolean[] left = new boolean[input.test().size()];
        examples.forEach(example -> left[example] = true);
        int[] kept = IntStream.range(0, left.length)
                .filter(example -> !left[example])
                .toArray();
        if (kept.length == 0 || kept.length == left.length) {
            return Optional.empty();
        }
        Part part = Part.of(measurements.part().clusters(), kept);
        return primary.map(metric -> {
            Measurements rest = new Measurements(measurements.how(), part);
            rest.measure(metric);
            if (measurements.of(metric, MajorityClassBaseline.NAME) != null) {
                rest.measure(metric, MajorityClassBaseline.NAME, MajorityClassBaseline.predictions(input));
            }
            return new DataCheck.Without(
                    kept.length,
                    part.count(),
                    new PairwiseComparisons(models, rest, input.rules()).confirmatory(metric));
        });
    }
}
