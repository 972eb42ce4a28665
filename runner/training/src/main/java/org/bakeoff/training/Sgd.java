package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent with momentum as Keras has it: v = momentum * v + rate * gradient, w -= v. PyTorch multiplies v by the
 * rate instead, which is the same as long as the rate is.
 *
 * <p>Source: Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013.
 */
final class Sgd extends Optimizer {

    private final Map<String, NDArray> velocities;
    private final double momentum;

    /** Makes an optimizer with a momentum from 0 up to, not including, 1. */
    Sgd(
            Map<String, NDArray> weights,
            NDManager manager,
            LearningRates rates,
            @Nullable Double clipNorm,
            double momentum) {
        super(weights, rates, clipNorm);
        this.velocities = zeros(weights, manager);
        this.momentum = momentum;
    }

    @Override
    void update(String name, NDArray weight, NDArray gradient, double size, float scale) {
        weight.getNDArrayInternal()
                .sgdUpdate(
                        new NDList(weight, gradient, at(velocities, name)),
                        new NDList(weight),
                        (float) size,
                        0,
                        scale,
                        NO_CLAMP,
                        (float) momentum,
                        false);
    }

    @Override
    Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        velocities.forEach((name, array) -> arrays.put("velocity " + name, array));
        return arrays;
    }
}
