package org.bakeoff.statistics;

/**
 * A group of the data.
 *
 * @param name its name
 * @param examples the number of its training and test examples
 */
public record NamedGroup(String name, long examples) {}
