package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bakeoff.api.Metric;

/** Compares every pair of models that both have results. */
final class PairwiseComparisons {

    private final List<ModelResult> models;
    private final Measurements measurements;
    private final Map<Metric, List<Pair>> known = new HashMap<>();

    PairwiseComparisons(List<ModelResult> models, Measurements measurements) {
        this.models = models;
        this.measurements = measurements;
    }

    /** Compares in all metrics, of which one is the primary one. */
    List<PairwiseComparison> all(Metric primary) {
        List<PairwiseComparison> comparisons = new ArrayList<>();
        for (Metric metric : measurements.metrics()) {
            comparisons.addAll(metric.equals(primary) ? confirmatory(metric) : exploratory(metric));
        }
        return comparisons;
    }

    /** Compares in the primary metric: with verdicts, by p-values that are adjusted over all pairs. */
    List<PairwiseComparison> confirmatory(Metric metric) {
        List<Pair> pairs = pairs(metric);
        double[] adjusted = Holm.adjust(pairs.stream().map(Pair::p).toList());
        List<PairwiseComparison> comparisons = new ArrayList<>();
        for (int index = 0; index < pairs.size(); index++) {
            comparisons.add(confirmatory(metric, pairs.get(index), adjusted[index]));
        }
        return comparisons;
    }

    private static PairwiseComparison confirmatory(Metric metric, Pair pair, double adjustedP) {
        Estimate difference = pair.inference().interval();
        Significance significance = new Significance(pair.p(), adjustedP);
        Verdict verdict = pair.complete()
                ? PairwiseComparison.verdict(difference, significance, metric.higherIsBetter())
                : Verdict.UNDETERMINED;
        // A sign-flip test may find nothing where the interval, which is Student's, leaves out zero.
        boolean holm =
                verdict == Verdict.NO_SIGNIFICANT_DIFFERENCE && difference.excludesZero() && significance.beforeHolm();
        List<Caveat> caveats = Stream.concat(
                        pair.caveats().stream(), holm ? Stream.of(Caveat.NOT_SIGNIFICANT_AFTER_HOLM) : Stream.empty())
                .sorted()
                .toList();
        return comparison(metric, pair, significance, verdict, caveats);
    }

    private List<PairwiseComparison> exploratory(Metric metric) {
        return pairs(metric).stream()
                .map(pair -> comparison(
                        metric,
                        pair,
                        new Significance(pair.p(), Double.NaN),
                        Verdict.UNDETERMINED,
                        Stream.concat(Stream.of(Caveat.EXPLORATORY), pair.caveats().stream())
                                .sorted()
                                .toList()))
                .toList();
    }

    private static PairwiseComparison comparison(
            Metric metric, Pair pair, Significance significance, Verdict verdict, List<Caveat> caveats) {
        return new PairwiseComparison(
                metric.name(),
                pair.left().name(),
                pair.right().name(),
                pair.inference().interval(),
                significance,
                verdict,
                caveats);
    }

    /** Returns every pair of models that both have results. */
    List<Pair> pairs(Metric metric) {
        return known.computeIfAbsent(metric, this::tested);
    }

    private List<Pair> tested(Metric metric) {
        List<Pair> pairs = new ArrayList<>();
        for (int left = 0; left < models.size(); left++) {
            for (int right = left + 1; right < models.size(); right++) {
                SeedSamples first = measurements.of(metric, models.get(left).name());
                SeedSamples second = measurements.of(metric, models.get(right).name());
                if (first != null && second != null) {
                    pairs.add(Pair.of(metric, models.get(left), models.get(right), first, second, measurements.part()));
                }
            }
        }
        return pairs;
    }
}
