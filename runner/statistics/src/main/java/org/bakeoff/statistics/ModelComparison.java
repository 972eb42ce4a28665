package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final AlphaSpending spending;

    private ModelComparison(ComparisonInput input, List<Finding> findings, EvaluatorGuard guard) {
        this.input = input;
        this.findings = findings;
        this.guard = guard;
        this.measurements = new Measurements(
                Measure.of(input),
                Part.all(Clusters.of(input.test())),
                !input.rules().looks().equals(Looks.NONE));
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
        guard.check();
        this.models = input.models().stream().map(this::model).toList();
        this.spending = new AlphaSpending(input.rules().looks());
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

    /**
     * Looks at models of which more seeds may be trained.
     *
     * @param input the models, and by its {@link Looks} what was planned
     * @param primary the primary metric
     * @param guard runs the metric's code
     */
    public static SeedRounds.Next look(ComparisonInput input, Metric primary, EvaluatorGuard guard) {
        ModelComparison comparison = new ModelComparison(input, List.of(primary), guard);
        SeedPlanner planner = comparison.planner(comparison.measurements, comparison.spending, primary);
        return planner.next(new SeedRounds.Round(comparison.seeds(), planner.comparisons()));
    }

    private SeedPlanner planner(Measurements measured, AlphaSpending spent, Metric metric) {
        return new SeedPlanner(input.rules(), pairs(measured, spent), metric);
    }

    private PairwiseComparisons pairs(Measurements measured, AlphaSpending spent) {
        return new PairwiseComparisons(models, measured, input.rules(), spent);
    }

    /** Returns the seeds of each model now. */
    private Map<String, Integer> seeds() {
        Map<String, Integer> seeds = new LinkedHashMap<>();
        models.forEach(model -> seeds.put(model.name(), model.trials().size()));
        return seeds;
    }

    private SeedRounds rounds(Metric metric) {
        Looks looks = input.rules().looks();
        List<Map<String, Integer>> all = new ArrayList<>(looks.earlier());
        all.remove(seeds());
        all.add(seeds());
        if (looks.plan() instanceof Looks.Unplanned && all.size() == 1) {
            return SeedRounds.NONE;
        }
        ChosenPairs kept = ChosenPairs.of(means(metric), metric.higherIsBetter(), all.size());
        List<SeedRounds.Round> rounds = new ArrayList<>();
        for (int look = 0; look < all.size(); look++) {
            guard.check();
            Map<String, Integer> seeds = all.get(look);
            AlphaSpending spent =
                    new AlphaSpending(looks.until(Math.min(look, looks.earlier().size())));
            rounds.add(new SeedRounds.Round(
                    seeds,
                    planner(measurements.first(seeds), spent, metric).comparisons().stream()
                            .filter(pair -> seeds.containsKey(pair.left())
                                    && (pair.right().equals(MajorityClassBaseline.NAME)
                                            || (seeds.containsKey(pair.right())
                                                    && kept.has(pair.left(), pair.right()))))
                            .toList()));
        }
        return new SeedRounds(
                looks.plan(), planner(measurements, spending, metric).end(), rounds);
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
        PairwiseComparisons pairs = pairs(measurements, spending);
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
                        checks,
                        input.training().notes()),
                new MeasuredMetrics(
                        primary.map(Metric::name),
                        measurements.metrics().stream()
                                .map(metric -> new MeasuredMetrics.Metric(
                                        metric.name(),
                                        metric.title(),
                                        metric.higherIsBetter(),
                                        metric.rate(),
                                        metric.low(),
                                        metric.high()))
                                .toList()),
                models,
                primary.map(metric -> new Conclusion(
                                input.rules().margin(),
                                pairs.all(metric, otherPairs(metric)),
                                new MajorityClassBaseline(majority, pairs.withMajorityClass(metric)),
                                power(metric, pairs),
                                rounds(metric),
                                warnings))
                        .orElseGet(() -> new Conclusion(
                                input.rules().margin(),
                                List.of(),
                                new MajorityClassBaseline(majority, List.of()),
                                List.of(),
                                SeedRounds.NONE,
                                warnings)),
                input.training().searches(),
                new EvaluatorFindings(others(), slices(), guard.failures()));
    }

    private Optional<String> positive() {
        OptionalInt index = input.rules().positive();
        return index.isPresent() ? Optional.of(input.dataset().classes().get(index.getAsInt())) : Optional.empty();
    }

    private List<PowerAnalysis> power(Metric metric, PairwiseComparisons pairs) {
        return pairs.pairs(metric).stream()
                .flatMap(pair -> PowerCalculator.of(metric, pair, pairs.levels(metric, pair)).stream())
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
                        metric, measurements.how(), measurements.part().clusters(), slicePairs(metric)))
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

    /** Returns the mean over its seeds of each model that has one. */
    private Map<String, Double> means(Metric metric) {
        Map<String, Double> means = new LinkedHashMap<>();
        measurements.how().models().keySet().forEach(model -> {
            SeedSamples samples = measurements.of(metric, model);
            if (samples != null) {
                means.put(model, samples.mean().value());
            }
        });
        return means;
    }

    private ChosenPairs otherPairs(Metric metric) {
        int others = measurements.metrics().size() - 1;
        return ChosenPairs.of(means(metric), metric.higherIsBetter(), others);
    }

    private ChosenPairs slicePairs(Metric metric) {
        int slices = findings.stream()
                .mapToInt(finding ->
                        finding instanceof Slices some ? some.slices().size() : 0)
                .sum();
        return ChosenPairs.of(means(metric), metric.higherIsBetter(), slices);
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
        List<DataCheck.Without> found = new ArrayList<>();
        primary.ifPresent(metric -> guard.run(EvaluatorFailure.Step.METRIC, metric.name(), () -> {
            Measurements rest = new Measurements(measurements.how(), part, false);
            rest.measure(metric);
            if (measurements.of(metric, MajorityClassBaseline.NAME) != null) {
                rest.measure(metric, MajorityClassBaseline.NAME, MajorityClassBaseline.predictions(input));
            }
            found.add(new DataCheck.Without(
                    kept.length, part.count(), pairs(rest, spending).confirmatory(metric)));
        }));
        return found.stream().findFirst();
    }
}
