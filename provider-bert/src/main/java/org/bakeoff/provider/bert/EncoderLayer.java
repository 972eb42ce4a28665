package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import org.bakeoff.provider.bert.Family.Part;
import org.bakeoff.toolkit.layers.Scalars;

/**
 * Attention and a small network on every token, each added to its input and normalised: a sequence (N, T, hidden) and its mask
 * (N, T) to the same shapes. No token attends to padding.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017. Queries, keys and values have weights of their own, as
 * in the folder, so {@link org.bakeoff.toolkit.layers.MultiHeadAttention} doesn't fit.
 */
final class EncoderLayer extends ModelPart {

    /** Farther below any score than rounding reaches. */
    private static final double NEVER = 1e30;

    private final Pair query;
    private final Pair key;
    private final Pair value;
    private final Pair attentionOutput;
    private final Pair attentionNorm;
    private final Pair intermediate;
    private final Pair output;
    private final Pair outputNorm;
    private final ActivationFunction activation;
    private final Dropouts dropouts;
    private final int heads;
    private final double epsilon;

    EncoderLayer(ModelConfig config, PretrainedParameters parameters, int index, Dropouts dropouts, boolean trained)
            throws IOException {
        Family family = config.family();
        int hidden = config.sizes().hidden();
        int units = config.sizes().feedForward();
        this.query = linear(parameters, family.layer(index, Part.QUERY), hidden, hidden, trained);
        this.key = linear(parameters, family.layer(index, Part.KEY), hidden, hidden, trained);
        this.value = linear(parameters, family.layer(index, Part.VALUE), hidden, hidden, trained);
        this.attentionOutput = linear(parameters, family.layer(index, Part.ATTENTION_OUTPUT), hidden, hidden, trained);
        this.attentionNorm = normalization(parameters, family.layer(index, Part.ATTENTION_NORM), hidden, trained);
        this.intermediate = linear(parameters, family.layer(index, Part.INTERMEDIATE), units, hidden, trained);
        this.output = linear(parameters, family.layer(index, Part.OUTPUT), hidden, units, trained);
        this.outputNorm = normalization(parameters, family.layer(index, Part.OUTPUT_NORM), hidden, trained);
        this.activation = config.activation();
        this.dropouts = dropouts;
        this.heads = config.sizes().heads();
        this.epsilon = config.epsilon();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray sequence = inputs.get(0);
        NDArray mask = inputs.get(1);
        NDArray attended = attentionOutput.linear(store, attended(store, sequence, mask, training), training);
        NDArray middle = attentionNorm.normalized(
                store, sequence.add(dropped(attended, dropouts.hidden(), training)), epsilon, training);
        NDArray units = activation.apply(intermediate.linear(store, middle, training));
        NDArray last = dropped(output.linear(store, units, training), dropouts.hidden(), training);
        return new NDList(outputNorm.normalized(store, middle.add(last), epsilon, training), mask);
    }

    private NDArray attended(ParameterStore store, NDArray sequence, NDArray mask, boolean training) {
        Shape shape = sequence.getShape();
        NDArray queries = byHead(query.linear(store, sequence, training));
        NDArray keys = byHead(key.linear(store, sequence, training));
        NDArray values = byHead(value.linear(store, sequence, training));
        NDArray scores = queries.matMul(keys.transpose(0, 1, 3, 2))
                .div(Scalars.of(sequence, Math.sqrt((double) shape.get(2) / heads)));
        NDArray weights = scores.add(mask.sub(1).mul(NEVER).reshape(shape.get(0), 1, 1, shape.get(1)))
                .softmax(3);
        return dropped(weights, dropouts.attention(), training)
                .matMul(values)
                .transpose(0, 2, 1, 3)
                .reshape(shape);
    }

    /** (N, T, hidden) to (N, heads, T, hidden / heads). */
    private NDArray byHead(NDArray vectors) {
        Shape shape = vectors.getShape();
        return vectors.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads)
                .transpose(0, 2, 1, 3);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
