package org.bakeoff.api;

import java.util.List;

/**
 * The predictions of several models on the same test examples.
 *
 * @param data the data all models were trained for
 * @param examples the test examples, in their order
 * @param models the models that have predictions, in the order of the spec
 */
public record Comparison(DatasetInfo data, List<Example> examples, List<ModelPredictions> models) {

    /** Copies both lists. */
    public Comparison {
        examples = List.copyOf(examples);
        models = List.copyOf(models);
    }

    /** The label index of every example, in their order; a new array. */
    public int[] labels() {
        return examples.stream().mapToInt(Example::label).toArray();
    }
}
