package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * Summarises the tokens of every text by a mean whose weights it learns: token x weighs exp(u tanh(W x + b)), divided by the sum
 * of that over all tokens of its text. Takes a sequence (N, T, size) and its {@linkplain PaddingMask mask} (N, T), and returns
 * (N, size). Padding has no weight. Parameters are {@code kernel} W of shape (units, size), {@code bias} b of shape (units) and
 * {@code query} u of shape (1, units).
 *
 * <p>Source: Yang et al., "Hierarchical attention networks for document classification", NAACL 2016, equations 5 to 7, after
 * Bahdanau, Cho and Bengio, ICLR 2015.
 */
public final class AttentionPooling extends MaskedBlock {

    private final int units;
    private final Parameter kernel;
    private final Parameter bias;
    private final Parameter query;

    /**
     * Makes a block that is not initialised yet.
     *
     * @param units the length of u
     */
    public AttentionPooling(int units) {
        this.units = units;
        this.kernel = addParameter("kernel", Parameter.Type.WEIGHT, Initializers.glorotUniform());
        this.bias = addParameter("bias", Parameter.Type.BIAS, Initializer.ZEROS);
        this.query = addParameter("query", Parameter.Type.WEIGHT, Initializers.glorotUniform());
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        NDArray hidden = Linear.linear(
                        sequence,
                        parameters.getValue(kernel, sequence.getDevice(), training),
                        parameters.getValue(bias, sequence.getDevice(), training))
                .singletonOrThrow()
                .tanh();
        NDArray scores = Linear.linear(hidden, parameters.getValue(query, sequence.getDevice(), training))
                .singletonOrThrow();
        NDArray weights = PaddingMask.lowered(scores, mask.expandDims(2)).softmax(1);
        return sequence.mul(weights).sum(new int[] {1});
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(2));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        kernel.setShape(new Shape(units, inputShapes[0].get(2)));
        bias.setShape(new Shape(units));
        query.setShape(new Shape(1, units));
    }
}
