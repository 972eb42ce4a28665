package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * Two recurrent layers, one of which reads from the last column to the first; their outputs side by side, the forward
 * layer's first. Maps (N, T, inputs) to (N, T, 2 * hidden), or to (N, 2 * hidden): the forward layer's output at the last
 * word and the backward layer's at the first, which padding in front does not reach. With a {@linkplain PaddingMask mask}
 * (N, T), both read tokens only.
 *
 * <p>Source: Schuster and Paliwal, "Bidirectional recurrent neural networks", IEEE Transactions on Signal Processing 45,
 * 1997.
 */
public final class Bidirectional extends SequenceLayer {

    private final RecurrentLayer forward;
    private final RecurrentLayer backward;
    private final boolean sequences;

    /**
     * Makes a block that is not initialised yet.
     *
     * @param forward a layer that gives the output of every step
     * @param backward another one of the same size
     * @param sequences whether to give the outputs of every step, or of the last one of each direction only
     */
    public Bidirectional(RecurrentLayer forward, RecurrentLayer backward, boolean sequences) {
        this.forward = addChildBlock("forward", forward);
        this.backward = addChildBlock("backward", backward);
        this.sequences = sequences;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        PaddedSequence shared = input.backward() == null || !training
                ? input
                : input.with(ThroughTime.shared(input.output(), input.backward()));
        return input.with(outputs(parameters, shared, training));
    }

    @Override
    boolean readsPadding() {
        return true;
    }

    @Override
    boolean sharesPadding(boolean training) {
        return false;
    }

    private NDArray outputs(ParameterStore parameters, PaddedSequence sequence, boolean training) {
        NDArray input = sequence.output();
        Passages passages = sequence.passages();
        NDArray ahead = sequence.masked()
                ? forward.words(parameters, sequence, training)
                : outputs(forward, parameters, sequence, input, training);
        NDArray back =
                outputs(backward, parameters, sequence, input.flip(0), training).flip(0);
        if (sequences) {
            return ahead.concat(back, 2);
        }
        NDArray steps = back.reshape(-1, back.getShape().get(2));
        return ahead.get("-1").concat(SequenceLayer.pick(steps, passages.firstWords(), new Shape(passages.rows())), 1);
    }

    private static NDArray outputs(
            RecurrentLayer layer, ParameterStore parameters, PaddedSequence of, NDArray input, boolean training) {
        return layer.run(
                        parameters,
                        input,
                        layer.zeroState(input, input.getShape().get(1)),
                        training,
                        of.backward())
                .get(0);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        forward.initialize(manager, dataType, inputShapes);
        backward.initialize(manager, dataType, inputShapes);
    }

    @Override
    Shape outputShape(Shape input) {
        Shape steps = forward.outputShape(input);
        long size = 2 * steps.get(2);
        return sequences ? new Shape(steps.get(0), steps.get(1), size) : new Shape(steps.get(0), size);
    }
}
