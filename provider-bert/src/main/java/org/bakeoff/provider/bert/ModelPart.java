package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import java.io.IOException;

/** A part of a model, whose parameters know the names that transformers gives them. */
abstract class ModelPart extends AbstractBlock {

    ModelPart() {
        super((byte) 1);
    }

    /** A weight and a bias: of a linear layer, or the scale and shift of a layer normalization. */
    record Pair(Parameter weight, Parameter bias) {

        NDArray linear(ParameterStore store, NDArray input, boolean training) {
            return Linear.linear(
                            input,
                            store.getValue(weight, input.getDevice(), training),
                            store.getValue(bias, input.getDevice(), training))
                    .singletonOrThrow();
        }

        NDArray normalized(ParameterStore store, NDArray input, double epsilon, boolean training) {
            return LayerNorm.layerNorm(
                            input,
                            weight.getShape(),
                            store.getValue(weight, input.getDevice(), training),
                            store.getValue(bias, input.getDevice(), training),
                            (float) epsilon)
                    .singletonOrThrow();
        }
    }

    /** Adds a linear layer with the folder's weights. */
    final Pair linear(PretrainedParameters parameters, String name, int outputs, int inputs, boolean trained)
            throws IOException {
        return pair(
                parameters.pretrained(name + ".weight", new Shape(outputs, inputs), trained),
                parameters.pretrained(name + ".bias", new Shape(outputs), trained));
    }

    /** Adds a layer normalization with the folder's weights. */
    final Pair normalization(PretrainedParameters parameters, String name, int size, boolean trained)
            throws IOException {
        return pair(
                parameters.pretrained(name + ".weight", new Shape(size), trained),
                parameters.pretrained(name + ".bias", new Shape(size), trained));
    }

    final Pair pair(Parameter weight, Parameter bias) {
        return new Pair(addParameter(weight), addParameter(bias));
    }

    static NDArray dropped(NDArray values, double share, boolean training) {
        return share == 0
                ? values
                : Dropout.dropout(values, (float) share, training).singletonOrThrow();
    }
}
