package org.bakeoff.api;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Holds the predictions of several models for the same test examples.
 *
 * @param data describes the data that all models were trained for
 * @param examples the test set, in its order; positions of examples refer to this list
 * @param models the models that have predictions, in the order of the spec
 * @param positive with two classes the index of the positive class, which metrics of a single class are about, such as
 *     precision: the spec's {@code comparison.positive}, by default the rarer class of the training set; with more than two
 *     classes empty, and such metrics average over classes
 */
public record Comparison(
        DatasetInfo data, List<Example> examples, List<ModelPredictions> models, OptionalInt positive) {

    /**
     * Copies the list of models. The list of examples is not copied, since it may hold more than fits in memory; it must not change.
     *
     * @throws IllegalArgumentException if there is a positive class of more than two classes, or none of two
     */
    public Comparison {
        examples = Collections.unmodifiableList(examples);
        models = List.copyOf(models);
        int classes = data.classes().size();
        if (positive.isPresent() != (classes == 2) || positive.orElse(0) < 0 || positive.orElse(0) >= classes) {
            throw new IllegalArgumentException(positive + " is no positive class of " + data.classes());
        }
    }

    /** Holds predictions of which, with two classes, class 1 is the positive class. */
    public Comparison(DatasetInfo data, List<Example> examples, List<ModelPredictions> models) {
        this(data, examples, models, data.classes().size() == 2 ? OptionalInt.of(1) : OptionalInt.empty());
    }

    /** Returns the class index of every example, in a new array. */
    public int[] labels() {
        return examples.stream().mapToInt(Example::label).toArray();
    }
}
