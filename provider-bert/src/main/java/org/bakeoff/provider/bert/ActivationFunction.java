package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bakeoff.toolkit.layers.Scalars;

/** The functions between linear layers. */
enum ActivationFunction {
    GELU,
    /** Its approximation by tanh: Hendrycks and Gimpel, "Gaussian error linear units", 2016. */
    GELU_TANH,
    /** Its approximation by a sigmoid, from the same paper. */
    QUICK_GELU,
    RELU,
    SILU,
    TANH;

    private static final Map<String, ActivationFunction> BY_NAME = new TreeMap<>(Map.of(
            "gelu", GELU,
            "gelu_python", GELU,
            "gelu_new", GELU_TANH,
            "gelu_fast", GELU_TANH,
            "gelu_pytorch_tanh", GELU_TANH,
            "quick_gelu", QUICK_GELU,
            "relu", RELU,
            "silu", SILU,
            "swish", SILU,
            "tanh", TANH));

    /** Returns the function that {@code config.json} names so. */
    static Optional<ActivationFunction> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Returns the names of all. */
    static Set<String> known() {
        return BY_NAME.keySet();
    }

    NDArray apply(NDArray values) {
        return switch (this) {
            case GELU -> Activation.gelu(values);
            case GELU_TANH -> geluTanh(values);
            case QUICK_GELU -> values.mul(Activation.sigmoid(values.mul(Scalars.of(values, 1.702))));
            case RELU -> Activation.relu(values);
            case SILU -> values.mul(Activation.sigmoid(values));
            case TANH -> Activation.tanh(values);
        };
    }

    private static NDArray geluTanh(NDArray x) {
        NDArray inner = x.mul(x).mul(Scalars.of(x, 0.044715)).add(1).mul(x).mul(Scalars.of(x, Math.sqrt(2 / Math.PI)));
        return x.mul(Scalars.of(x, 0.5)).mul(Activation.tanh(inner).add(1));
    }
}
