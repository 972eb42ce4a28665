package org.bakeoff.statistics;

import java.util.Optional;

/**
 * A row of the ranking by the primary metric.
 *
 * @param name the model's name, or {@link MajorityClassBaseline#NAME}
 * @param kind what the row stands for
 * @param baseline whether it is a baseline
 * @param value its mean over seeds with its 95% interval; without an interval for the majority class, and empty for
 *     {@link Kind#NO_VALUE} alone
 * @param letters its groups: of two models that share a letter, none is better than the other by its verdict. Empty but for
 *     {@link Kind#RANKED}, and where too many groups overlap to be named
 * @param toBest how it compares with the first row, this model on the left; empty for the first row, and where the two aren't
 *     compared
 */
public record RankedModel(
        String name,
        Kind kind,
        boolean baseline,
        Optional<Estimate> value,
        String letters,
        Optional<PairwiseComparison> toBest) {

    /** Says what a row stands for. */
    public enum Kind {
        /** A model that is compared with the others. */
        RANKED,
        /** The constant prediction of the most frequent class. */
        MAJORITY_CLASS,
        /** A model that is not compared, since some of its trials failed: its value is that of the others. */
        FAILED_TRIALS,
        /** A model that has no value of the metric and is not compared. */
        NO_VALUE
    }

    /** Returns whether it is a model that isn't compared with the others. */
    public boolean isLeftOut() {
        return kind == Kind.FAILED_TRIALS || kind == Kind.NO_VALUE;
    }
}
