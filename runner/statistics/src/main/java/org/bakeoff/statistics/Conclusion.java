package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds the verdicts and warnings of a comparison.
 *
 * @param margin the largest difference in the primary metric that counts as none; empty for no verdict of equivalence
 * @param comparisons every pair of models that both have results, by metric; verdicts are about the primary one. See {@link
 *     ComparisonResult#comparedInOthers}
 * @param majorityClassBaseline what every model should outperform
 * @param power what differences in the primary metric could be detected, by pair of models
 * @param rounds what the comparisons were at each look at the results
 * @param warnings the warnings that a reader needs to judge the verdicts
 */
public record Conclusion(
        OptionalDouble margin,
        List<PairwiseComparison> comparisons,
        MajorityClassBaseline majorityClassBaseline,
        List<PowerAnalysis> power,
        SeedRounds rounds,
        List<Warning> warnings) {

    /** Copies the lists. */
    public Conclusion {
        comparisons = ComparisonsByMetric.of(comparisons);
        power = List.copyOf(power);
        warnings = List.copyOf(warnings);
    }

    /** Returns the comparisons in a metric. */
    public ComparedPairs<PairwiseComparison> comparisons(String metric) {
        return ComparisonsByMetric.of(comparisons).in(metric);
    }

    /** Returns what is unusual about the seeds of a model; empty where nothing is. */
    public Optional<ModelWarning.UnusualSeeds> unusualSeeds(String model) {
        return warnings.stream()
                .filter(ModelWarning.UnusualSeeds.class::isInstance)
                .map(ModelWarning.UnusualSeeds.class::cast)
                .filter(seeds -> seeds.model().equals(model))
                .findFirst();
    }
}
