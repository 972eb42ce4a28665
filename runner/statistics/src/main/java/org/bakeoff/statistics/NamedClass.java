package org.bakeoff.statistics;

/**
 * A class of the data.
 *
 * @param name its name
 * @param examples the number of its training and test examples
 */
public record NamedClass(String name, long examples) {}
