package org.bakeoff.api;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Holds the predictions of several models for the same test examples.
 *
 * @param data describes the data as the dataset encoded it
 * @param examples the test set, in its order, with the dataset's token ids; positions of examples refer to this list
 * @param models the models that have predictions, in the order of the spec
 * @param positive with two classes the index of the positive class, which metrics of a single class are about, such as
 *     precision: the spec's {@code comparison.positive}, by default the rarer class of all examples; with more than two
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

    /** Describes the token ids that a model takes: those of its own encoding, if it has one, else the dataset's. */
    public DatasetInfo data(ModelPredictions model) {
        return model.encoding().map(ModelPredictions.OwnEncoding::data).orElse(data);
    }

    /**
     * Returns the token ids that a model takes for an example; to be passed to its {@link ModelPredictions#trained()} models.
     *
     * @param example its position
     */
    public int[] tokens(ModelPredictions model, int example) {
        return model.encoding()
                .map(own -> own.tokens().get(example))
                .orElseGet(() -> examples.get(example).tokens());
    }

    /** Returns the class index of every example, in a new array. */
    public int[] labels() {
        return examples.stream().mapToInt(Example::label).toArray();
    }
}
