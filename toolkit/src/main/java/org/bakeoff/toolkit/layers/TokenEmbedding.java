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
    private final boolean masks;
    private final Parameter table;

    /**
     * Makes an embedding that is not initialised yet.
     *
     * @param vocabulary the number of token ids
     * @param size the length of a vector
     */
    public TokenEmbedding(int vocabulary, int size) {
        this(vocabulary, size, false);
    }

    private TokenEmbedding(int vocabulary, int size, boolean masks) {
        super((byte) 1);
        this.size = size;
        this.masks = masks;
        this.table = addParameter(Parameter.builder()
                .setName("embedding")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(vocabulary, size))
                .optInitializer(Initializers.embeddingUniform())
                .build());
    }

    /**
     * Makes an embedding that also returns the {@linkplain PaddingMask mask} of its token ids, (N, T), for the blocks that
     * follow.
     *
     * @param vocabulary the number of token ids
     * @param size the length of a vector
     */
    public static TokenEmbedding withMask(int vocabulary, int size) {
        return new TokenEmbedding(vocabulary, size, true);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray tokens = inputs.singletonOrThrow();
        NDArray weight = parameters.getValue(table, tokens.getDevice(), training);
        NDList vectors = tokens.getNDArrayInternal().embedding(tokens, weight, SparseFormat.DENSE);
        if (masks) {
            vectors.add(PaddingMask.of(tokens, weight.getDataType()));
        }
        return vectors;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape vectors = inputShapes[0].add(size);
        return masks ? new Shape[] {vectors, inputShapes[0]} : new Shape[] {vectors};
    }
}
