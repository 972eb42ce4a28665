package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.jspecify.annotations.Nullable;

/**
 * Summarises the tokens of every text by their largest values, dimension by dimension, their mean, both, the largest first, or
 * the last of them: a sequence (N, T, size) and its {@linkplain PaddingMask mask} (N, T) to (N, size), or (N, 2 * size) for
 * both. Padding doesn't count. Without a mask, all columns count.
 *
 * <p>Source: Johnson and Zhang, "Supervised and semi-supervised text categorization using LSTM for region embeddings",
 * ICML 2016.
 */
public final class Pooling extends SequenceLayer {

    private final Summary summary;

    /** Makes a block that summarises so. */
    public Pooling(Summary summary) {
        this.summary = summary;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        return input.with(summary(input.output(), input.passages()));
    }

    private NDArray summary(NDArray input, Passages passages) {
        NDArray words = passages.words(input.getManager(), input.getDataType());
        return switch (summary) {
            case LAST -> input.get("-1");
            case MAX -> largest(input, words, passages);
            case MEAN -> mean(input, words, passages);
            case MAX_MEAN -> largest(input, words, passages).concat(mean(input, words, passages), 1);
        };
    }

    private static NDArray largest(NDArray outputs, @Nullable NDArray words, Passages passages) {
        NDArray candidates = words == null ? outputs : PaddingMask.lowered(outputs, words);
        NDArray largest = candidates.max(new int[] {0});
        return passages.mostParts() == 1
                ? largest
                : byText(largest, PaddingMask.NEVER_LARGEST, passages).max(new int[] {1});
    }

    private static NDArray mean(NDArray outputs, @Nullable NDArray words, Passages passages) {
        NDArray sum = (words == null ? outputs : outputs.mul(words)).sum(new int[] {0});
        NDArray sums =
                passages.mostParts() == 1 ? sum : byText(sum, 0, passages).sum(new int[] {1});
        float[] lengths = passages.lengths();
        return sums.div(outputs.getManager()
                .create(lengths, new Shape(lengths.length, 1))
                .toType(outputs.getDataType(), false));
    }

    /** Returns the rows of every text: (rows, size) to (texts, parts, size), filled up where a text has fewer parts. */
    private static NDArray byText(NDArray rows, float filler, Passages passages) {
        NDArray none = rows.getManager()
                .full(new Shape(1, rows.getShape().get(1)), filler)
                .toType(rows.getDataType(), false);
        long[] parts = passages.parts();
        int most = passages.mostParts();
        return SequenceLayer.pick(rows.concat(none), parts, new Shape(parts.length / most, most));
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(2) * (summary == Summary.MAX_MEAN ? 2 : 1));
    }
}
