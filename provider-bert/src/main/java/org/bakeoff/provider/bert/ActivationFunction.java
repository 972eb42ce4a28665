package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The functions between linear layers, by their names in {@code config.json}. */
enum ActivationFunction {
    GELU(Activation::gelu, "gelu", "gelu_python"),
    /** Its approximation by tanh: Hendrycks and Gimpel, "Gaussian error linear units", 2016. */
    GELU_TANH(ActivationFunction::geluTanh, "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_accurate"),
    /** Its approximation by a sigmoid, from the same paper. */
    QUICK_GELU(x -> x.mul(Activation.sigmoid(x.mul(1.702))), "quick_gelu"),
    RELU(Activation::relu, "relu"),
    SILU(x -> x.mul(Activation.sigmoid(x)), "silu", "swish"),
    TANH(Activation::tanh, "tanh");

    private final UnaryOperator<NDArray> function;
    private final List<String> names;

    ActivationFunction(UnaryOperator<NDArray> function, String... names) {
        this.function = function;
        this.names = List.of(names);
    }

    static Optional<ActivationFunction> of(String name) {
        return Arrays.stream(values()).filter(each -> each.names.contains(name)).findFirst();
    }

    /** Returns the names of all. */
    static List<String> known() {
        return Arrays.stream(values()).flatMap(each -> each.names.stream()).toList();
    }

    NDArray apply(NDArray values) {
        return function.apply(values);
    }

    private static NDArray geluTanh(NDArray x) {
        NDArray inner = x.mul(x).mul(0.044715).add(1).mul(x).mul(Math.sqrt(2 / Math.PI));
        return x.mul(0.5).mul(Activation.tanh(inner).add(1));
    }
}
