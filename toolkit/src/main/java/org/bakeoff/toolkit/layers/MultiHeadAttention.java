package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * Self-attention with several heads: a sequence (N, T, size) and its {@linkplain PaddingMask mask} (N, T) to the same shapes.
 * Every token attends to all tokens of its text and to no padding: softmax(Q K' / sqrt(size / heads)) V for each head.
 *
 * <p>Parameters are those of PyTorch's {@code nn.MultiheadAttention}: {@code inputKernel} of shape (3 * size, size) and {@code
 * inputBias} of shape (3 * size) for queries, keys and values, one after the other; {@code outputKernel} of shape (size, size)
 * and {@code outputBias} of shape (size).
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017, section 3.2.
 */
public final class MultiHeadAttention extends MaskedBlock {

    private final int heads;
    private final float dropout;
    private final Parameter inputKernel;
    private final Parameter inputBias;
    private final Parameter outputKernel;
    private final Parameter outputBias;

    /**
     * Makes a block that is not initialised yet.
     *
     * @param heads the number of heads, of which the size of the vectors must be a multiple
     * @param dropout the share of attention weights set to zero in training, from 0 to less than 1
     */
    public MultiHeadAttention(int heads, double dropout) {
        this.heads = heads;
        this.dropout = (float) dropout;
        inputKernel = addParameter("inputKernel", Parameter.Type.WEIGHT, Initializers.glorotUniform());
        inputBias = addParameter("inputBias", Parameter.Type.BIAS, Initializer.ZEROS);
        outputKernel = addParameter("outputKernel", Parameter.Type.WEIGHT, Initializers.glorotUniform());
        outputBias = addParameter("outputBias", Parameter.Type.BIAS, Initializer.ZEROS);
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        Shape shape = sequence.getShape();
        int width = Math.toIntExact(shape.get(2) / heads);
        NDArray projected = linear(parameters, sequence, inputKernel, inputBias, training)
                .reshape(shape.get(0), shape.get(1), 3, heads, width)
                .transpose(2, 0, 3, 1, 4);
        NDArray queries = projected.get(new NDIndex("0"));
        NDArray keys = projected.get(new NDIndex("1"));
        NDArray values = projected.get(new NDIndex("2"));
        NDArray scores = queries.matMul(keys.transpose(0, 1, 3, 2)).div(Scalars.of(sequence, Math.sqrt(width)));
        NDArray weights = PaddingMask.lowered(scores, mask.reshape(shape.get(0), 1, 1, shape.get(1)))
                .softmax(3);
        NDArray attended = (dropout == 0
                        ? weights
                        : Dropout.dropout(weights, dropout, training).singletonOrThrow())
                .matMul(values);
        return linear(parameters, attended.transpose(0, 2, 1, 3).reshape(shape), outputKernel, outputBias, training);
    }

    private static NDArray linear(
            ParameterStore parameters, NDArray input, Parameter kernel, Parameter bias, boolean training) {
        return Linear.linear(
                        input,
                        parameters.getValue(kernel, input.getDevice(), training),
                        parameters.getValue(bias, input.getDevice(), training))
                .singletonOrThrow();
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long size = inputShapes[0].get(2);
        if (size % heads != 0) {
            throw new IllegalArgumentException(
                    "the size of the vectors, " + size + ", must be a multiple of the number of heads, " + heads);
        }
        inputKernel.setShape(new Shape(3 * size, size));
        inputBias.setShape(new Shape(3 * size));
        outputKernel.setShape(new Shape(size, size));
        outputBias.setShape(new Shape(size));
    }
}
