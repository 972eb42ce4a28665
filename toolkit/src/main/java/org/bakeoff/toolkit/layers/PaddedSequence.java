package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * What a layer gives the next one, time first.
 *
 * @param padding the outputs at the columns in front that are padding in every row, computed once for all rows: (columns, 1,
 *     size)
 * @param output the outputs at all other columns: (columns, rows, size); (rows, size) once they are summarised
 * @param passages where words and padding are in these other columns
 * @param masked whether recurrent layers leave padding out, as Keras' do with a mask; otherwise they read it like words
 */
record PaddedSequence(NDArray padding, NDArray output, Passages passages, boolean masked) {

    /** Returns a sequence whose padding no layer reads. */
    static PaddedSequence masked(NDArray output, Passages passages) {
        NDArray none =
                output.getManager().zeros(new Shape(0, 1, output.getShape().get(2)), output.getDataType());
        return new PaddedSequence(none, output, passages, true);
    }

    PaddedSequence with(NDArray other) {
        return new PaddedSequence(padding, other, passages, masked);
    }
}
