package org.bakeoff.statistics.benchmark;

/**
 * Says how a model ranks over data sets.
 *
 * @param model its name
 * @param rank the mean of its ranks: 1 is best, equal values share the mean of their ranks. Where a pair lacks data sets, that
 *     other model counts by the share of theirs on which it is better
 * @param letters its groups: models that share one don't differ by the Holm-adjusted signed-rank test; empty where too many groups
 *     overlap to be named
 */
public record MeanRank(String model, double rank, String letters) {}
