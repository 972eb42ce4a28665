package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;

/**
 * Sets some values to zero in training, each by itself, and scales the others so that the mean stays. Takes and returns a
 * sequence (N, T, size), with its {@linkplain PaddingMask mask} (N, T) if it has one, or an array of any other shape.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 2014.
 */
public final class Dropout extends SequenceLayer {

    private final float share;

    /**
     * Makes a block that drops values.
     *
     * @param share the share of values set to zero, from 0 to less than 1
     */
    public Dropout(double share) {
        this.share = (float) share;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        return input.with(dropped(input.output(), training));
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        return dropped(sequence, training);
    }

    private NDArray dropped(NDArray values, boolean training) {
        return ai.djl.nn.norm.Dropout.dropout(values, share, training).singletonOrThrow();
    }

    @Override
    boolean sharesPadding(boolean training) {
        return !training;
    }
}
