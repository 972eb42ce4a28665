package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A layer between the embedding and the classifier's head. It runs time first and knows where words and padding are. */
abstract class SequenceLayer extends AbstractBlock {

    SequenceLayer() {
        super((byte) 1);
    }

    abstract PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training);

    /** Returns whether the outputs at words depend on the columns of padding in front of them. */
    boolean readsPadding() {
        return false;
    }

    /** Returns whether columns that are padding in every row have one output for all rows. */
    boolean sharesPadding(boolean training) {
        return true;
    }

    /** Runs the layer on words alone, batch first. */
    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray input = inputs.singletonOrThrow().transpose(1, 0, 2);
        NDArray output =
                run(parameters, PaddedSequence.ofWords(input), training).output();
        return new NDList(output.getShape().dimension() == 3 ? output.transpose(1, 0, 2) : output);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
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
