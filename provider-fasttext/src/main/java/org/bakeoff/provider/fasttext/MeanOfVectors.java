package org.bakeoff.provider.fasttext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.bakeoff.toolkit.layers.Initializers;

/** The mean of the vectors of a text's words and runs of words: token ids (N, T) to (N, size). It is zero for a text without words. */
final class MeanOfVectors extends AbstractBlock {

    private final NgramHash ngrams;
    private final int size;
    private final float wordDropout;
    private final Parameter table;

    /**
     * Makes a block that is not initialised yet.
     *
     * @param wordDropout the share of words and runs that is left out in training; the others count the more
     */
    MeanOfVectors(NgramHash ngrams, int size, double wordDropout) {
        super((byte) 1);
        this.ngrams = ngrams;
        this.size = size;
        this.wordDropout = (float) wordDropout;
        // Not named "embedding": a gradient with respect to the vectors of words alone would leave out the runs.
        this.table = addParameter(Parameter.builder()
                .setName("vectors")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(ngrams.count(), size))
                .optInitializer(Initializers.embeddingUniform())
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray tokens = inputs.singletonOrThrow();
        NDArray weight = parameters.getValue(table, tokens.getDevice(), training);
        NDArray numbers = ngrams.of(tokens);
        NDArray vectors = numbers.getNDArrayInternal()
                .embedding(numbers, weight, SparseFormat.DENSE)
                .singletonOrThrow();
        NDArray real = numbers.neq(0).toType(weight.getDataType(), false);
        NDArray count = real.sum(new int[] {1}, true).maximum(1);
        NDArray counted = Dropout.dropout(real, wordDropout, training).singletonOrThrow();
        return new NDList(vectors.mul(counted.expandDims(2)).sum(new int[] {1}).div(count));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), size)};
    }
}
