package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * Gives every vector a mean of zero and a variance of one, then scales and shifts its dimensions by {@code gamma} and {@code
 * beta}: a sequence (N, T, size), with its {@linkplain PaddingMask mask} (N, T) if it has one, to the same shapes. 1e-5 is
 * added to the variance, as in PyTorch; Keras adds 1e-3.
 *
 * <p>Source: Ba, Kiros and Hinton, "Layer normalization", 2016.
 */
public final class LayerNormalization extends MaskedBlock {

    private static final float EPSILON = 1e-5f;

    private final Parameter gamma;
    private final Parameter beta;

    /** Makes a block that is not initialised yet; it starts with {@code gamma} 1 and {@code beta} 0. */
    public LayerNormalization() {
        gamma = addParameter("gamma", Parameter.Type.GAMMA, Initializer.ONES);
        beta = addParameter("beta", Parameter.Type.BETA, Initializer.ZEROS);
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        return LayerNorm.layerNorm(
                        sequence,
                        new Shape(sequence.getShape().get(2)),
                        parameters.getValue(gamma, sequence.getDevice(), training),
                        parameters.getValue(beta, sequence.getDevice(), training),
                        EPSILON)
                .singletonOrThrow();
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        Shape size = new Shape(inputShapes[0].get(2));
        gamma.setShape(size);
        beta.setShape(size);
    }
}
