/** Compares models by their predictions: intervals, pairwise comparisons with verdicts, and a ranking. */
@org.jspecify.annotations.NullMarked
package org.bakeoff.statistics;
