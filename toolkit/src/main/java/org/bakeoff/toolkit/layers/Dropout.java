package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Sets some values to zero in training, each by itself, and scales the others so that the mean stays.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 2014.
 */
final class Dropout extends AbstractBlock implements SequenceLayer {

    private final float share;

    /** Drops such a share of the values. */
    Dropout(double share) {
        super((byte) 1);
        this.share = (float) share;
    }

    @Override
    public PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        return input.with(
                forward(parameters, new NDList(input.output()), training).singletonOrThrow());
    }

    @Override
    public boolean sharesPadding(boolean training) {
        return !training;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return ai.djl.nn.norm.Dropout.dropout(inputs.singletonOrThrow(), share, training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
