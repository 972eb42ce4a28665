package org.bakeoff.api;

import java.util.List;

/**
 * Holds the predictions of several models for the same test examples.
 *
 * @param data describes the data that all models were trained for
 * @param examples the test set, in its order; positions of examples refer to this list
 * @param models the models that have predictions, in the order of the spec
 */
public record Comparison(DatasetInfo data, List<Example> examples, List<ModelPredictions> models) {

    /** Copies both lists. */
    public Comparison {
        examples = List.copyOf(examples);
        models = List.copyOf(models);
    }

    /** Returns the class index of every example, in a new array. */
    public int[] labels() {
        return examples.stream().mapToInt(Example::label).toArray();
    }
}
