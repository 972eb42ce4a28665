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
 */
record PaddedSequence(NDArray padding, NDArray output, Passages passages) {

    /** Returns a sequence of words alone. */
    static PaddedSequence ofWords(NDArray output) {
        int columns = Math.toIntExact(output.getShape().get(0));
        int rows = Math.toIntExact(output.getShape().get(1));
        NDArray none =
                output.getManager().zeros(new Shape(0, 1, output.getShape().get(2)), output.getDataType());
        return new PaddedSequence(none, output, Passages.ofWords(rows, columns));
    }

    PaddedSequence with(NDArray other) {
        return new PaddedSequence(padding, other, passages);
    }
}
