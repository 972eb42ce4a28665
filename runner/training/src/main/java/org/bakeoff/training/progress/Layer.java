package org.bakeoff.training.progress;

import java.util.List;

/**
 * One layer of a model.
 *
 * @param name what it is
 * @param output the shape of its output, N standing for the number of examples; empty if the layer doesn't say
 * @param parameters how many numbers it learns, those of its own layers included; what a layer of a sequence shares with an earlier one is
 *     counted there
 * @param frozen how many of its numbers aren't trained, those of its own layers included
 * @param layers the layers that it is made of; empty if it has none
 */
public record Layer(String name, String output, long parameters, long frozen, List<Layer> layers) {

    /** Copies the list. */
    public Layer {
        layers = List.copyOf(layers);
    }
}
