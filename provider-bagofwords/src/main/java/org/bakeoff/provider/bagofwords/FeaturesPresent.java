package org.bakeoff.provider.bagofwords;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * One weight for every feature and output, times a fixed ratio where there is one, summed over the features that are
 * present, and a bias: token ids (N, T) to (N, outputs). Only the weights of the features that are present are looked up,
 * so that a batch stays small however many there are.
 */
final class FeaturesPresent extends AbstractBlock {

    private final Features features;
    private final int outputs;
    private final Parameter weight;
    private final Parameter bias;
    private final @Nullable Parameter ratio;

    /**
     * Makes a block that is not initialised yet.
     *
     * @param ratios what every feature counts, feature by feature, an output each; null for one each
     */
    FeaturesPresent(Features features, int outputs, float @Nullable [] ratios) {
        super((byte) 1);
        this.features = features;
        this.outputs = outputs;
        this.weight = addParameter(learned("weight", Parameter.Type.WEIGHT, new Shape(features.count(), outputs)));
        this.bias = addParameter(learned("bias", Parameter.Type.BIAS, new Shape(outputs)));
        this.ratio = ratios == null
                ? null
                : addParameter(Parameter.builder()
                        .setName("ratio")
                        .setType(Parameter.Type.OTHER)
                        .optShape(new Shape(features.count(), outputs))
                        .optInitializer((manager, shape, type) -> given(manager, ratios, shape))
                        .optRequiresGrad(false)
                        .build());
    }

    /** Makes a parameter that is learned, from zero on. */
    static Parameter learned(String name, Parameter.Type type, Shape shape) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(Initializer.ZEROS)
                .build();
    }

    /** Returns a copy in PyTorch's own memory: what is made from Java's numbers may be freed too early. */
    private static NDArray given(NDManager manager, float[] values, Shape shape) {
        try (NDArray shared = manager.create(values, shape)) {
            return shared.duplicate();
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray tokens = inputs.singletonOrThrow();
        NDArray weights = parameters.getValue(weight, tokens.getDevice(), training);
        NDArray found = features.of(tokens);
        NDArray values = lookUp(found, weights);
        if (ratio != null) {
            values = values.mul(lookUp(found, parameters.getValue(ratio, tokens.getDevice(), training)));
        }
        NDArray sum = values.mul(once(found, weights.getDataType())).sum(new int[] {1});
        return new NDList(sum.add(parameters.getValue(bias, tokens.getDevice(), training)));
    }

    /** (N, F) and (features, outputs) to (N, F, outputs). */
    private static NDArray lookUp(NDArray found, NDArray table) {
        return found.getNDArrayInternal()
                .embedding(found, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    /** 1 for the first of equal neighbours that are a feature, else 0: (N, F, 1). */
    private static NDArray once(NDArray found, DataType type) {
        NDArray real = found.neq(0);
        if (found.getShape().get(1) > 1) {
            NDArray other = found.get(new NDIndex(":, 1:")).neq(found.get(new NDIndex(":, :-1")));
            real = real.logicalAnd(real.get(new NDIndex(":, :1")).concat(other, 1));
        }
        return real.toType(type, false).expandDims(2);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), outputs)};
    }
}
