package org.bakeoff.statistics;

import java.util.List;

/**
 * Holds the verdicts and warnings of a comparison.
 *
 * @param comparisons every pair of models that both have results, by metric; verdicts are about the primary one
 * @param majorityClassBaseline what every model should outperform
 * @param power what differences in the primary metric could be detected, by pair of models
 * @param warnings the warnings that a reader needs to judge the verdicts
 */
public record Conclusion(
        List<PairwiseComparison> comparisons,
        MajorityClassBaseline majorityClassBaseline,
        List<PowerAnalysis> power,
        List<Warning> warnings) {

    /** Copies the lists. */
    public Conclusion {
        comparisons = List.copyOf(comparisons);
        power = List.copyOf(power);
        warnings = List.copyOf(warnings);
    }
}
