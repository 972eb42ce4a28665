package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;

/**
 * A convolution over the tokens of every text: a sequence (N, T, size) and its {@linkplain PaddingMask mask} (N, T) to (N, T,
 * filters) and a mask. Column t has the outputs of the window that ends there; the mask returned has 1 where a window lies
 * within the text. A text that is shorter than a window is filled up with zeros in front, so that it has one. Without padding,
 * and without the first width - 1 columns, this is {@code Conv1D} of Keras with its padding "valid".
 *
 * <p>Parameters are {@code kernel} of shape (filters, size, width), Keras' with its axes the other way round, and {@code bias} of
 * shape (filters).
 *
 * <p>Source: Collobert et al., "Natural language processing (almost) from scratch", JMLR 2011, section 3.3.
 */
public final class MaskedConvolution extends MaskedBlock {

    private static final Shape ONE = new Shape(1);

    private final int filters;
    private final int width;
    private final Parameter kernel;
    private final Parameter bias;

    /**
     * Makes a block that is not initialised yet. Its kernel starts as Keras' does.
     *
     * @param filters the number of outputs of a window
     * @param width the number of tokens of a window
     */
    public MaskedConvolution(int filters, int width) {
        this.filters = filters;
        this.width = width;
        this.kernel = addParameter("kernel", Parameter.Type.WEIGHT, Initializers.glorotUniform());
        this.bias = addParameter("bias", Parameter.Type.BIAS, Initializer.ZEROS);
    }

    @Override
    NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training) {
        NDArray tokens = sequence.mul(mask.expandDims(2)).transpose(0, 2, 1);
        NDArray windows = tokens.getNDArrayInternal()
                .convolution(
                        tokens,
                        parameters.getValue(kernel, tokens.getDevice(), training),
                        parameters.getValue(bias, tokens.getDevice(), training),
                        ONE,
                        new Shape(width - 1L),
                        ONE,
                        1)
                .singletonOrThrow();
        long columns = sequence.getShape().get(1);
        return windows.get(new NDIndex(":, :, :{}", columns)).transpose(0, 2, 1);
    }

    /** A window lies within the text if its first token does; that in the last column is there in any case. */
    @Override
    NDArray outputMask(NDArray mask) {
        long columns = mask.getShape().get(1);
        long before = Math.min(width - 1L, columns - 1);
        if (before == 0) {
            return mask;
        }
        NDArray none = mask.getManager().zeros(new Shape(mask.getShape().get(0), before), mask.getDataType());
        return none.concat(mask.get(new NDIndex(":, :{}", columns - before - 1)), 1)
                .concat(mask.get(new NDIndex(":, {}:", columns - 1)), 1);
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), input.get(1), filters);
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        kernel.setShape(new Shape(filters, inputShapes[0].get(2), width));
        bias.setShape(new Shape(filters));
    }
}
