package org.bakeoff.statistics;

import java.util.List;

/**
 * What a comparison comes to.
 *
 * @param comparisons every pair of models that both have results, by metric; verdicts are about the primary one
 * @param majorityClassBaseline what every model should outperform
 * @param power what differences in the primary metric could be detected, by pair of models
 * @param warnings what one must know to weigh the verdicts
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
