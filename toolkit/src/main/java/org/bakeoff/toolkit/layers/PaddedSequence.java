package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a layer gives the next one, time first.
 *
 * @param padding the outputs at the columns in front that are padding in every row, computed once for all rows: (columns, 1,
 *     size)
 * @param output the outputs at all other columns: (columns, rows, size); (rows, size) once they are summarised
 * @param passages where words and padding are in these other columns
 * @param masked whether recurrent layers leave padding out, as Keras' do with a mask; otherwise they read it like words
 * @param backward where a layer may add a {@linkplain org.bakeoff.api.ModelProvider#BACKWARD_PASSES backward pass} of its own, or null
 */
record PaddedSequence(
        NDArray padding,
        NDArray output,
        Passages passages,
        boolean masked,
        @Nullable List<Consumer<GradientCollector>> backward) {

    /** Returns a sequence whose padding no layer reads. */
    static PaddedSequence masked(NDArray output, Passages passages) {
        NDArray none =
                output.getManager().zeros(new Shape(0, 1, output.getShape().get(2)), output.getDataType());
        return new PaddedSequence(none, output, passages, true, null);
    }

    PaddedSequence with(NDArray other) {
        return with(padding, other);
    }

    PaddedSequence with(NDArray otherPadding, NDArray other) {
        return new PaddedSequence(otherPadding, other, passages, masked, backward);
    }
}
