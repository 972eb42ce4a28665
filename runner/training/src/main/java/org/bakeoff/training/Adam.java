package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adam as Keras has it: w -= rate * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + epsilon), with b1 = 0.9, b2 = 0.999 and
 * epsilon = 1e-7 that is not corrected for bias. With a weight decay it is AdamW: before each step w -= rate * decay * w, for all
 * weights, biases and norms included, as in Keras and PyTorch.
 *
 * <p>Sources: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, the form just before its section
 * 2.1; Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019.
 */
public final class Adam extends Optimizer {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final Map<String, NDArray> means;
    private final Map<String, NDArray> variances;
    private final double weightDecay;

    /**
     * Makes an optimizer for weights that collect gradients.
     *
     * @param weights the weights by name; changed in place by every step
     * @param manager owns the moments
     * @param rate the step size
     * @param clipNorm the largest norm of all gradients together, or null for no clipping
     */
    public Adam(Map<String, NDArray> weights, NDManager manager, double rate, @Nullable Double clipNorm) {
        this(weights, manager, LearningRates.of(rate), clipNorm, 0);
    }

    Adam(
            Map<String, NDArray> weights,
            NDManager manager,
            LearningRates rates,
            @Nullable Double clipNorm,
            double weightDecay) {
        super(weights, rates, clipNorm);
        this.means = zeros(weights, manager);
        this.variances = zeros(weights, manager);
        this.weightDecay = weightDecay;
    }

    @Override
    void update(String name, NDArray weight, NDArray gradient, double size, float scale) {
        if (weightDecay > 0) {
            // The same memory without a gradient, since PyTorch changes no weight in place that collects one.
            try (NDArray values = weight.stopGradient()) {
                values.muli(1 - size * weightDecay);
            }
        }
        float corrected = (float) (size * Math.sqrt(1 - Math.pow(BETA2, steps())) / (1 - Math.pow(BETA1, steps())));
        NDList inputs = new NDList(weight, gradient, at(means, name), at(variances, name));
        weight.getNDArrayInternal()
                .adamUpdate(
                        inputs,
                        new NDList(weight),
                        (float) size,
                        corrected,
                        0,
                        scale,
                        NO_CLAMP,
                        BETA1,
                        BETA2,
                        EPSILON,
                        true,
                        false);
    }

    @Override
    Map<String, NDArray> arrays() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        means.forEach((name, array) -> moments.put("mean " + name, array));
        variances.forEach((name, array) -> moments.put("variance " + name, array));
        return moments;
    }
}
