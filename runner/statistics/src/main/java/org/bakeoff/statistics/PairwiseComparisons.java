package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bakeoff.api.Metric;

/** Compares every pair of models that both have results, and each model that is no baseline with the majority class. */
final class PairwiseComparisons {

    private final List<ModelResult> models;
    private final Measurements measurements;
    private final ComparisonInput.Rules rules;
    private final AlphaSpending spending;
    private final Map<Metric, List<Pair>> known = new HashMap<>();
    private final Map<Metric, List<PairwiseComparison>> families = new HashMap<>();
    private final Map<Metric, Long> accepted = new HashMap<>();
    private final IdentityHashMap<Pair, Double> levels = new IdentityHashMap<>();

    /** Prepares comparisons. The error rate is spent over all looks. */
    PairwiseComparisons(
            List<ModelResult> models, Measurements measurements, ComparisonInput.Rules rules, AlphaSpending spending) {
        this.models = models;
        this.measurements = measurements;
        this.rules = rules;
        this.spending = spending;
    }

    /**
     * Compares in all metrics, of which one is the primary one.
     *
     * @param chosen the pairs to compare in the others
     */
    List<PairwiseComparison> all(Metric primary, ChosenPairs chosen) {
        List<PairwiseComparison> comparisons = new ArrayList<>();
        for (Metric metric : measurements.metrics()) {
            comparisons.addAll(metric.equals(primary) ? confirmatory(metric) : exploratory(metric, chosen));
        }
        return comparisons;
    }

    /** Compares the models in the primary metric: with verdicts, by p-values that are adjusted over all comparisons. */
    List<PairwiseComparison> confirmatory(Metric metric) {
        return family(metric).stream().filter(PairwiseComparisons::isOfModels).toList();
    }

    /** Compares each model that is no baseline with the majority class in the primary metric. */
    List<PairwiseComparison> withMajorityClass(Metric metric) {
        return family(metric).stream()
                .filter(comparison -> !isOfModels(comparison))
                .toList();
    }

    /** Returns the level at which Holm's method tests a pair if it is the first that isn't significant, or the last one. */
    private double stepLevel(Metric metric, Pair pair) {
        return level(pair) / accepted.computeIfAbsent(metric, this::accepted);
    }

    /** Returns at which levels a pair is compared. */
    PowerCalculator.Levels levels(Metric metric, Pair pair) {
        return new PowerCalculator.Levels(
                stepLevel(metric, pair), level(pair) / family(metric).size(), rules.margin());
    }

    /** Returns how many comparisons aren't significant, but no less than 1. */
    private long accepted(Metric metric) {
        long count = family(metric).stream()
                .filter(comparison -> !comparison.significance().afterHolm())
                .count();
        return Math.max(1, count);
    }

    private static boolean isOfModels(PairwiseComparison comparison) {
        return !comparison.right().equals(MajorityClassBaseline.NAME);
    }

    private double level(Pair pair) {
        return levels.computeIfAbsent(pair, spending::level);
    }

    /** Returns the comparisons in the primary metric, one for each of {@link #tested}. */
    List<PairwiseComparison> family(Metric metric) {
        return families.computeIfAbsent(metric, this::adjusted);
    }

    private List<PairwiseComparison> adjusted(Metric metric) {
        List<Pair> pairs = tested(metric);
        List<Significance> significance = Holm.adjust(
                pairs.stream().map(Pair::test).toList(),
                pairs.stream().mapToDouble(this::level).toArray());
        List<PairwiseComparison> comparisons = new ArrayList<>();
        for (int index = 0; index < pairs.size(); index++) {
            comparisons.add(confirmatory(metric, pairs.get(index), significance.get(index)));
        }
        return comparisons;
    }

    private PairwiseComparison confirmatory(Metric metric, Pair pair, Significance significance) {
        Verdict verdict = pair.complete()
                ? PairwiseComparison.verdict(significance, rules.margin(), metric.higherIsBetter())
                : Verdict.UNDETERMINED;
        boolean holm = verdict == Verdict.NO_SIGNIFICANT_DIFFERENCE && significance.beforeHolm();
        return comparison(
                metric,
                pair,
                significance,
                verdict,
                holm ? Stream.of(Caveat.NOT_SIGNIFICANT_AFTER_HOLM) : Stream.empty());
    }

    /** Compares chosen pairs. With hundreds of metrics, what they are computed from fills the memory: nothing of it is kept. */
    private List<PairwiseComparison> exploratory(Metric metric, ChosenPairs chosen) {
        List<Pair> pairs = new ArrayList<>();
        for (int left = 0; left < models.size(); left++) {
            for (int right = left + 1; right < models.size(); right++) {
                if (chosen.has(models.get(left).name(), models.get(right).name())) {
                    test(metric, models.get(left), Pair.Entry.of(models.get(right)), pairs);
                }
            }
        }
        return pairs.stream()
                .map(pair -> comparison(
                        metric,
                        pair,
                        new Significance(
                                pair.test().p(),
                                Double.NaN,
                                Estimate.withoutInterval(pair.test().value())),
                        Verdict.UNDETERMINED,
                        Stream.of(Caveat.EXPLORATORY)))
                .toList();
    }

    private PairwiseComparison comparison(
            Metric metric, Pair pair, Significance significance, Verdict verdict, Stream<Caveat> caveats) {
        return new PairwiseComparison(
                metric.name(),
                pair.left().name(),
                pair.right().name(),
                pair.test().interval(Inference.ALPHA),
                significance,
                verdict,
                Stream.of(
                                caveats,
                                pair.caveats().stream(),
                                spending.unplanned(pair) ? Stream.of(Caveat.SEEDS_ADDED) : Stream.<Caveat>empty())
                        .flatMap(some -> some)
                        .sorted()
                        .toList());
    }

    /** Returns every pair of models that both have results. */
    List<Pair> pairs(Metric metric) {
        return tested(metric).stream()
                .filter(pair -> !pair.right().name().equals(MajorityClassBaseline.NAME))
                .toList();
    }

    /** Returns every pair, and each model that is no baseline with the majority class. */
    List<Pair> tested(Metric metric) {
        return known.computeIfAbsent(metric, this::test);
    }

    private List<Pair> test(Metric metric) {
        List<Pair> pairs = new ArrayList<>();
        for (int left = 0; left < models.size(); left++) {
            for (int right = left + 1; right < models.size(); right++) {
                test(metric, models.get(left), Pair.Entry.of(models.get(right)), pairs);
            }
        }
        SeedSamples majority = measurements.of(metric, MajorityClassBaseline.NAME);
        boolean defined = majority != null && !Double.isNaN(majority.mean().value());
        for (ModelResult model : models) {
            if (defined && !model.baseline()) {
                test(metric, model, new Pair.Entry(MajorityClassBaseline.NAME, true, 0), pairs);
            }
        }
        return pairs;
    }

    private void test(Metric metric, ModelResult left, Pair.Entry right, List<Pair> pairs) {
        SeedSamples first = measurements.of(metric, left.name());
        SeedSamples second = measurements.of(metric, right.name());
        if (rules.compares(left.name(), right.name()) && first != null && second != null) {
            pairs.add(Pair.of(metric, Pair.Entry.of(left), right, first, second, measurements.part()));
        }
    }
}
