package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adam as Keras has it: w -= rate * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + epsilon), with b1 = 0.9, b2 = 0.999 and
 * epsilon = 1e-7 that is not corrected for bias.
 *
 * <p>Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, the form just before its section
 * 2.1.
 */
public final class Adam {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;
    private static final float NO_CLAMP = -1;

    private final Map<String, NDArray> weights;
    private final Map<String, NDArray> means = new LinkedHashMap<>();
    private final Map<String, NDArray> variances = new LinkedHashMap<>();
    private final double rate;
    private final @Nullable Double clipNorm;
    private int steps;

    /**
     * Makes an optimizer for weights that collect gradients.
     *
     * @param weights the weights by name; changed in place by every step
     * @param manager owns the moments
     * @param rate the step size
     * @param clipNorm the largest norm of all gradients together, or null for no clipping
     */
    public Adam(Map<String, NDArray> weights, NDManager manager, double rate, @Nullable Double clipNorm) {
        this.weights = weights;
        this.rate = rate;
        this.clipNorm = clipNorm;
        weights.forEach((name, weight) -> {
            means.put(name, zeros(weight, manager));
            variances.put(name, zeros(weight, manager));
        });
    }

    private static NDArray zeros(NDArray like, NDManager manager) {
        return manager.zeros(like.getShape(), like.getDataType(), like.getDevice());
    }

    /** Takes a step along the gradients that the weights hold, and sets those to zero. */
    public void step() {
        step(1);
    }

    /**
     * Takes a smaller step.
     *
     * @param share the share of the step size, from 0 to 1
     */
    public void step(double share) {
        steps++;
        double size = rate * share;
        float corrected = (float) (size * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps)));
        float scale = clipNorm == null ? 1 : (float) Math.min(1, clipNorm / Math.max(norm(), Float.MIN_NORMAL));
        weights.forEach((name, weight) -> {
            try (NDArray gradient = weight.getGradient()) {
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
        });
    }

    /** Returns the moments, by the weight's name with "mean" or "variance" before it. */
    Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        means.forEach((name, array) -> moments.put("mean " + name, array));
        variances.forEach((name, array) -> moments.put("variance " + name, array));
        return moments;
    }

    /** Resumes after so many steps, whose moments were restored. */
    void resume(int steps) {
        this.steps = steps;
    }

    /** Returns the Euclidean norm of all gradients together. */
    private double norm() {
        double squares = 0;
        for (NDArray weight : weights.values()) {
            try (NDArray gradient = weight.getGradient();
                    NDArray norm = gradient.norm()) {
                double value = norm.toType(ai.djl.ndarray.types.DataType.FLOAT64, false)
                        .getDouble();
                squares += value * value;
            }
        }
        return Math.sqrt(squares);
    }

    private static NDArray at(Map<String, NDArray> arrays, String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("no moments for " + name);
        }
        return array;
    }
}
