package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Says what a model is and what it was given.
 *
 * @param plugin the plugin that makes it; "predictions" for a model that was trained elsewhere
 * @param configuration the number of its configuration in a hyperparameter search, from 1 on; 0 outside of one
 * @param parameters how many numbers it learns; 0 if no trial got so far
 * @param layers its layers; empty if no trial got so far
 * @param budget what it was given; empty if no trial gave a result
 */
public record ModelDescription(
        String plugin, int configuration, long parameters, List<Layer> layers, Optional<Budget> budget) {

    /** What stands for the plugin of a model that was trained elsewhere. */
    private static final String IMPORTED = "predictions";

    /** Copies the list. */
    public ModelDescription {
        layers = List.copyOf(layers);
    }

    /** Returns the description of a model that was trained elsewhere, of which only predictions are known. */
    public static ModelDescription imported() {
        return new ModelDescription(IMPORTED, 0, 0, List.of(), Optional.empty());
    }

    /** Returns whether the model was trained elsewhere. */
    public boolean trainedElsewhere() {
        return plugin.equals(IMPORTED);
    }

    /** Returns how many of the model's numbers aren't trained. */
    public long frozenParameters() {
        return layers.stream().mapToLong(Layer::frozen).sum();
    }

    /**
     * One layer of a model.
     *
     * @param name what it is
     * @param output the shape of its output, N standing for the number of examples; empty if the layer doesn't say
     * @param parameters how many numbers it learns, those of its own layers included
     * @param frozen how many of its numbers aren't trained, those of its own layers included
     * @param layers the layers that it is made of; empty if it has none
     */
    public record Layer(String name, String output, long parameters, long frozen, List<Layer> layers) {

        /** Copies the list. */
        public Layer {
            layers = List.copyOf(layers);
        }
    }
}
