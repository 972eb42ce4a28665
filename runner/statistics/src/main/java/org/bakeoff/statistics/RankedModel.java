package org.bakeoff.statistics;

import java.util.Optional;

/**
 * A row of the ranking by the primary metric.
 *
 * @param name the model's name, or {@link MajorityClassBaseline#NAME}
 * @param baseline whether it is a baseline
 * @param value its mean over seeds with its 95% interval; without an interval for the majority class
 * @param letters its groups: of two models that share a letter, none is better than the other by its verdict. Empty for the
 *     majority class, and where too many groups overlap to be named
 * @param toBest how it compares with the first row, this model on the left; empty for the first row, and where the two aren't
 *     compared
 */
public record RankedModel(
        String name, boolean baseline, Estimate value, String letters, Optional<PairwiseComparison> toBest) {}
