package org.bakeoff.statistics;

/** Limits a {@link PairwiseComparison}. */
public enum Caveat {
    /** Some trials of a model failed, so that its mean is over fewer seeds than planned; there is no verdict. */
    FAILED_TRIALS,
    /** The data gives no interval for the difference; there is no verdict. */
    NO_INTERVAL,
    /** The metric is not the primary one: p isn't adjusted, and there is no verdict. */
    EXPLORATORY,
    /** Some trials of a model diverged; each counts as a model that finds every class equally likely. */
    DIVERGED_TRIALS,
    /** A model has a single seed: the verdict is about these trained weights, not about training with other seeds. */
    SINGLE_SEED,
    /** A model has two seeds, which say little of how much seeds differ: interval and p allow for it and are wide. */
    TWO_SEEDS,
    /** The test set has few independent clusters, or few large ones: interval and p allow for it and are wide. */
    FEW_CLUSTERS,
    /** Seeds were added after a look at the results, without a plan: interval and p allow for it and are wide. */
    SEEDS_ADDED,
    /** Significant before Holm's correction, but not after it. */
    NOT_SIGNIFICANT_AFTER_HOLM
}
