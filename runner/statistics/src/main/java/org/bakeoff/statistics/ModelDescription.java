package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * What a model is and what it was given.
 *
 * @param plugin the plugin that makes it
 * @param configuration the number of its configuration in a hyperparameter search, from 1 on; 0 outside of one
 * @param parameters how many numbers it learns; 0 if no trial got so far
 * @param layers its layers; empty if no trial got so far
 * @param budget what it was given; empty if no trial gave a result
 */
public record ModelDescription(
        String plugin, int configuration, long parameters, List<Layer> layers, Optional<Budget> budget) {

    /** Copies the list. */
    public ModelDescription {
        layers = List.copyOf(layers);
    }

    /**
     * One layer of a model.
     *
     * @param name what it is
     * @param output the shape of its output, N standing for the number of examples
     * @param parameters how many numbers it learns
     */
    public record Layer(String name, String output, long parameters) {}
}
