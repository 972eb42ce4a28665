package org.bakeoff.statistics.benchmark;

import org.bakeoff.statistics.Estimate;

/**
 * Two models of which the verdicts find one better with fewer training examples and the other with more.
 *
 * @param before the model that is better with fewer
 * @param after the model that is better with more
 * @param examples at how many their values are equal; in the interval the difference isn't significant
 */
public record OrderTurn(String before, String after, Estimate examples) {}
