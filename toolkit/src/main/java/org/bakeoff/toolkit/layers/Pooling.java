package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.jspecify.annotations.Nullable;

/**
 * The largest or the mean output over all words of a text, or both, the largest first: (N, T, size) to (N, size) or (N,
 * 2 * size). Padding doesn't count, and a text that was read in chunks is one again.
 *
 * <p>Source: Johnson and Zhang, "Supervised and semi-supervised text categorization using LSTM for region embeddings",
 * ICML 2016.
 */
final class Pooling extends SequenceLayer {

    /** Farther below any output than rounding reaches, but a number, so that gradients are. */
    private static final double NEVER_LARGEST = -1e30;

    private final Summary summary;

    /** Makes a layer that pools so; {@link Summary#LAST} doesn't. */
    Pooling(Summary summary) {
        this.summary = summary;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        return input.with(summary(input.output(), input.passages()));
    }

    private NDArray summary(NDArray input, Passages passages) {
        NDArray words = passages.words(input.getManager(), input.getDataType());
        return switch (summary) {
            case LAST -> throw new IllegalStateException("the last output is no pooling");
            case MAX -> largest(input, words, passages);
            case MEAN -> mean(input, words, passages);
            case MAX_MEAN -> largest(input, words, passages).concat(mean(input, words, passages), 1);
        };
    }

    private static NDArray largest(NDArray outputs, @Nullable NDArray words, Passages passages) {
        NDArray candidates = words == null ? outputs : outputs.add(words.sub(1).mul(-NEVER_LARGEST));
        NDArray largest = candidates.max(new int[] {0});
        return passages.mostParts() == 1
                ? largest
                : byText(largest, NEVER_LARGEST, passages).max(new int[] {1});
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
    private static NDArray byText(NDArray rows, double filler, Passages passages) {
        NDArray none = rows.getManager()
                .full(new Shape(1, rows.getShape().get(1)), (float) filler)
                .toType(rows.getDataType(), false);
        long[] parts = passages.parts();
        int most = passages.mostParts();
        return SequenceLayer.pick(rows.concat(none), parts, new Shape(parts.length / most, most));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long size = inputShapes[0].get(2) * (summary == Summary.MAX_MEAN ? 2 : 1);
        return new Shape[] {new Shape(inputShapes[0].get(0), size)};
    }
}
