package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.training.ParameterStore;

/** A block that runs time first, and knows where words and padding are. */
interface TimeFirst {

    /**
     * Runs the block.
     *
     * @param input (columns, rows, size)
     * @param passages what it was computed from
     */
    NDArray run(ParameterStore parameters, NDArray input, Passages passages, boolean training);

    /**
     * Some rows of a table, with a gradient.
     *
     * @param table (rows, size)
     * @param rows which, in any shape
     * @return (that shape, size)
     */
    static NDArray pick(NDArray table, long[] rows, Shape shape) {
        NDArray indices = table.getManager().create(rows, shape);
        return indices.getNDArrayInternal()
                .embedding(indices, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }
}
