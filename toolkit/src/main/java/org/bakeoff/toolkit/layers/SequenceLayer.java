package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.training.ParameterStore;

/** A layer that runs time first and knows in Java where words and padding are. */
abstract class SequenceLayer extends MaskedBlock {

    abstract PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training);

    /** Returns whether the outputs at words depend on the columns of padding in front of them. */
    boolean readsPadding() {
        return false;
    }

    /** Returns whether columns that are padding in every row have one output for all rows. */
    boolean sharesPadding(boolean training) {
        return true;
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        PaddedSequence input = PaddedSequence.masked(sequence.transpose(1, 0, 2), Passages.ofMask(mask));
        NDArray output = run(parameters, input, training).output();
        return output.getShape().dimension() == 3 ? output.transpose(1, 0, 2) : output;
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
