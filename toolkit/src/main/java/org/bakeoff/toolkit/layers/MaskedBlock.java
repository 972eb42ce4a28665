package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/**
 * A block on sequences with padding in front. It takes a sequence of shape (N, T, size) and its mask, as {@link PaddingMask}
 * makes it; without a mask, all columns count as tokens. It returns a sequence and the mask that belongs to it, so that such
 * blocks follow each other in a {@link ai.djl.nn.SequentialBlock}, or a summary of shape (N, size) alone.
 *
 * <p>What it returns for a text depends neither on the other texts, nor on the number of columns of padding, nor on the values
 * there. Values that it returns at padding mean nothing.
 */
abstract class MaskedBlock extends AbstractBlock {

    MaskedBlock() {
        super((byte) 1);
    }

    /** Adds a parameter whose shape {@link #prepare} sets. */
    final Parameter addParameter(String name, Parameter.Type type, Initializer initializer) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optInitializer(initializer)
                .build());
    }

    /**
     * Computes the block.
     *
     * @param sequence (N, T, size)
     * @param mask (N, T), 1 for a token and 0 for padding, of the sequence's type
     * @return (N, T, another size), or (N, another size)
     */
    abstract NDArray run(ParameterStore parameters, NDArray sequence, NDArray mask, boolean training);

    /** Returns the mask of what it returns; here that of its input. */
    NDArray outputMask(NDArray mask) {
        return mask;
    }

    /** Returns the shape of what it returns; here that of its input. */
    Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray sequence = inputs.head();
        boolean masked = inputs.size() > 1;
        NDArray mask = masked
                ? inputs.get(1)
                : sequence.getManager().ones(sequence.getShape().slice(0, 2), sequence.getDataType());
        NDArray output = run(parameters, sequence, mask, training);
        return masked && output.getShape().dimension() == 3 ? new NDList(output, outputMask(mask)) : new NDList(output);
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape output = outputShape(inputShapes[0]);
        return inputShapes.length > 1 && output.dimension() == 3
                ? new Shape[] {output, inputShapes[1]}
                : new Shape[] {output};
    }
}
