package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * Two recurrent layers, one of which reads from the last column to the first; their outputs side by side, the forward
 * layer's first. Maps (N, T, inputs) to (N, T, 2 * hidden), or to (N, 2 * hidden): the forward layer's output at the last
 * word and the backward layer's at the first, which padding in front does not reach.
 *
 * <p>Source: Schuster and Paliwal, "Bidirectional recurrent neural networks", IEEE Transactions on Signal Processing 45,
 * 1997.
 */
final class Bidirectional extends SequenceLayer {

    private final RecurrentLayer forward;
    private final RecurrentLayer backward;
    private final boolean sequences;

    /** Takes two layers that give the output of every step. */
    Bidirectional(RecurrentLayer forward, RecurrentLayer backward, boolean sequences) {
        this.forward = addChildBlock("forward", forward);
        this.backward = addChildBlock("backward", backward);
        this.sequences = sequences;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        return input.with(outputs(parameters, input.output(), input.passages(), training));
    }

    @Override
    boolean readsPadding() {
        return true;
    }

    @Override
    boolean sharesPadding(boolean training) {
        return false;
    }

    private NDArray outputs(ParameterStore parameters, NDArray input, Passages passages, boolean training) {
        NDArray ahead = outputs(forward, parameters, input, training);
        NDArray back = outputs(backward, parameters, input.flip(0), training).flip(0);
        if (sequences) {
            return ahead.concat(back, 2);
        }
        NDArray steps = back.reshape(-1, back.getShape().get(2));
        return ahead.get("-1").concat(SequenceLayer.pick(steps, passages.firstWords(), new Shape(passages.rows())), 1);
    }

    private static NDArray outputs(RecurrentLayer layer, ParameterStore parameters, NDArray input, boolean training) {
        return layer.run(
                        parameters,
                        input,
                        layer.zeroState(input, input.getShape().get(1)),
                        training)
                .get(0);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        forward.initialize(manager, dataType, inputShapes);
        backward.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape steps = forward.getOutputShapes(inputShapes)[0];
        long size = 2 * steps.get(2);
        return new Shape[] {sequences ? new Shape(steps.get(0), steps.get(1), size) : new Shape(steps.get(0), size)};
    }
}
