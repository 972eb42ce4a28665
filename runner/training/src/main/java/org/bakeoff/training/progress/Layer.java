package org.bakeoff.training.progress;

/**
 * One layer of a model.
 *
 * @param name what it is
 * @param output the shape it gives, N standing for the number of examples
 * @param parameters how many numbers it learns
 */
public record Layer(String name, String output, long parameters) {}
