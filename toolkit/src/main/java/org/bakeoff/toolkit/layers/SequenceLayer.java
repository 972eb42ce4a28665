package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/** A layer between the embedding and the classifier's head. It runs time first and knows where words and padding are. */
interface SequenceLayer extends Block {

    /** Runs the layer. */
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training);

    /** Returns whether the outputs at words depend on the columns of padding in front of them. */
    default boolean readsPadding() {
        return false;
    }

    /** Returns whether columns that are padding in every row have one output for all rows. */
    default boolean sharesPadding(boolean training) {
        return true;
    }

    /**
     * Returns some rows of a table, with a gradient.
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
