package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A vector for every token id: (N, T) to (N, T, {@code size}). Padding has a vector like any other id, as in Keras
 * without masking. Its parameter is named {@code embedding}, of shape (vocabulary, size).
 */
public final class TokenEmbedding extends AbstractBlock {

    private final int size;
    private final Parameter table;

    /**
     * Makes an embedding that is not initialised yet.
     *
     * @param vocabulary the number of token ids
     * @param size the length of a vector
     */
    public TokenEmbedding(int vocabulary, int size) {
        super((byte) 1);
        this.size = size;
        this.table = addParameter(Parameter.builder()
                .setName("embedding")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(vocabulary, size))
                .optInitializer(Initializers.embeddingUniform())
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray tokens = inputs.singletonOrThrow();
        NDArray weight = parameters.getValue(table, tokens.getDevice(), training);
        return tokens.getNDArrayInternal().embedding(tokens, weight, SparseFormat.DENSE);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(size)};
    }
}
