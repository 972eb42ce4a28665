package org.bakeoff.toolkit.layers;

import ai.djl.training.ParameterStore;

/**
 * Sets some values to zero in training, each by itself, and scales the others so that the mean stays.
 *
 * <p>Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks
 * from overfitting", JMLR 2014.
 */
final class Dropout extends SequenceLayer {

    private final float share;

    Dropout(double share) {
        this.share = (float) share;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        return input.with(
                ai.djl.nn.norm.Dropout.dropout(input.output(), share, training).singletonOrThrow());
    }

    @Override
    boolean sharesPadding(boolean training) {
        return !training;
    }
}
