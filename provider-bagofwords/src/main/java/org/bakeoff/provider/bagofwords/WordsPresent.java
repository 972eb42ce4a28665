package org.bakeoff.provider.bagofwords;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * One weight for every word and output, summed over the words that are present, and a bias: token ids (N, T) to (N,
 * outputs). Padding counts as no word. All weights start at zero: the problem is convex.
 */
final class WordsPresent extends AbstractBlock {

    private final int vocabulary;
    private final int outputs;
    private final Parameter weight;
    private final Parameter bias;

    WordsPresent(int vocabulary, int outputs) {
        super((byte) 1);
        this.vocabulary = vocabulary;
        this.outputs = outputs;
        this.weight =
                addParameter(FeaturesPresent.learned("weight", Parameter.Type.WEIGHT, new Shape(vocabulary, outputs)));
        this.bias = addParameter(FeaturesPresent.learned("bias", Parameter.Type.BIAS, new Shape(outputs)));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray tokens = inputs.singletonOrThrow();
        NDArray weights = parameters.getValue(weight, tokens.getDevice(), training);
        NDArray biases = parameters.getValue(bias, tokens.getDevice(), training);
        return new NDList(present(tokens, weights.getDataType()).matMul(weights).add(biases));
    }

    /** 1 for every word that an example holds, else 0: (N, vocabulary). */
    private NDArray present(NDArray tokens, DataType type) {
        NDArray nothing = tokens.getManager().zeros(new Shape(tokens.getShape().get(0), vocabulary), type);
        return nothing.scatter(tokens, tokens.neq(0).toType(type, false), 1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), outputs)};
    }
}
