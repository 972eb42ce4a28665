package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bakeoff.spec.Training;
import org.jspecify.annotations.Nullable;

/** Changes weights along their gradients. It owns the arrays that it needs for that, by the names of the weights. */
abstract sealed class Optimizer permits Adam, Sgd {

    /** Tells the engine not to clip single gradients. */
    static final float NO_CLAMP = -1;

    private final Map<String, NDArray> weights;
    private final LearningRates rates;
    private final @Nullable Double clipNorm;
    private int steps;

    Optimizer(Map<String, NDArray> weights, LearningRates rates, @Nullable Double clipNorm) {
        this.weights = weights;
        this.rates = rates;
        this.clipNorm = clipNorm;
    }

    /** Makes the optimizer of a training for weights that collect gradients; the manager owns its arrays. */
    static Optimizer of(Training training, LearningRates rates, Map<String, NDArray> weights, NDManager manager) {
        Double clipNorm = training.clipNorm();
        return switch (training.optimizer()) {
            case ADAM -> new Adam(weights, manager, rates, clipNorm, 0);
            case ADAMW -> {
                Double decay = training.weightDecay();
                yield new Adam(weights, manager, rates, clipNorm, decay == null ? Training.WEIGHT_DECAY : decay);
            }
            case SGD -> {
                Double momentum = training.momentum();
                yield new Sgd(weights, manager, rates, clipNorm, momentum == null ? 0 : momentum);
            }
        };
    }

    /** Takes a step along the gradients that the weights hold, and sets those to zero. */
    public final void step() {
        step(1);
    }

    /**
     * Takes a smaller step.
     *
     * @param share the share of the step size, from 0 to 1
     */
    public final void step(double share) {
        steps++;
        float scale = clipNorm == null ? 1 : (float) Math.min(1, clipNorm / Math.max(norm(), Float.MIN_NORMAL));
        weights.forEach((name, weight) -> {
            try (NDArray gradient = weight.getGradient()) {
                update(name, weight, gradient, rates.of(name) * share, scale);
            }
        });
    }

    /**
     * Changes a weight, and sets its gradient to zero.
     *
     * @param size the step size
     * @param scale what the gradient is multiplied by
     */
    abstract void update(String name, NDArray weight, NDArray gradient, double size, float scale);

    /** Returns how many steps were taken, the current one included. */
    final int steps() {
        return steps;
    }

    /** Returns the arrays that steps change beside the weights, by what they are and the name of their weight. */
    abstract Map<String, NDArray> arrays();

    /** Resumes after so many steps, whose arrays were restored. */
    final void resume(int steps) {
        this.steps = steps;
    }

    /** Returns the Euclidean norm of all gradients together. */
    private double norm() {
        double squares = 0;
        for (NDArray weight : weights.values()) {
            try (NDArray gradient = weight.getGradient();
                    NDArray norm = gradient.norm();
                    NDArray wide = norm.toType(DataType.FLOAT64, true)) {
                double value = wide.getDouble();
                squares += value * value;
            }
        }
        return Math.sqrt(squares);
    }

    /** Returns an array of zeros for each weight, by its name. */
    static Map<String, NDArray> zeros(Map<String, NDArray> weights, NDManager manager) {
        Map<String, NDArray> zeros = new LinkedHashMap<>();
        weights.forEach((name, weight) ->
                zeros.put(name, manager.zeros(weight.getShape(), weight.getDataType(), weight.getDevice())));
        return zeros;
    }

    static NDArray at(Map<String, NDArray> arrays, String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("no moments for " + name);
        }
        return array;
    }
}
