package org.bakeoff.statistics;

/**
 * An estimate and its 95% interval.
 *
 * @param value the estimate: a mean over seeds
 * @param low the lower end of the interval
 * @param high its upper end
 */
public record Estimate(double value, double low, double high) {}
