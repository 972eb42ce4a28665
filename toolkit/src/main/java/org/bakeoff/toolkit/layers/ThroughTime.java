package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Consumer;

/**
 * A pass of a recurrent layer over a sequence without the engine's tape, on which the many small operations of each step would take most
 * of the time, and the way back through time. Its arrays have a row for each step and text: (T * N, size).
 *
 * <p>Source: Werbos, "Backpropagation through time: what it does and how to do it", Proceedings of the IEEE 78, 1990.
 *
 * @param input (T * N, inputs)
 * @param first the state before the first step, (N, hidden)
 * @param states the states after each step, which are the outputs, (T * N, hidden)
 * @param weights as the engine wants them
 * @param gradient how the loss changes with each output by itself, (T * N, hidden); {@link Layer#gradients} may overwrite it
 */
record ThroughTime(NDArray input, NDArray first, NDArray states, NDList weights, NDArray gradient) {

    /** A layer that computes its gradients by itself. */
    interface Layer {

        /** Returns the gradients of the input, (T * N, inputs), of the first state, (N, hidden), and of the weights. */
        NDList gradients(ThroughTime pass);
    }

    /**
     * Runs a layer, and adds its way back.
     *
     * @param input (T, N, inputs)
     * @param state (1, N, hidden)
     * @return the outputs (T, N, hidden), then the state after the last step
     */
    static <L extends RecurrentLayer & Layer> NDList run(
            L layer, NDArray input, NDArray state, NDList weights, List<Consumer<GradientCollector>> backward) {
        NDManager manager = input.getManager();
        NDList fixed = new NDList();
        for (NDArray weight : weights) {
            NDArray same = weight.stopGradient();
            // It would belong to the weight's manager, which lives as long as the model.
            same.attach(manager);
            fixed.add(same);
        }
        NDArray outputs = layer.run(input.stopGradient(), new NDList(state.stopGradient()), fixed, true)
                .get(0);
        outputs.setRequiresGradient(true);
        backward.add(collector -> {
            NDArray gradient = outputs.getGradient();
            gradient.attach(manager);
            NDList gradients = layer.gradients(new ThroughTime(
                    flat(input.stopGradient()),
                    flat(state.stopGradient()),
                    flat(outputs.stopGradient()),
                    fixed,
                    // A copy, since the gradient of a sum is one number in memory.
                    flat(gradient).duplicate()));
            NDArray sum = learning(input);
            NDList inputs = new NDList(input, state).addAll(weights);
            for (int index = 0; index < inputs.size(); index++) {
                NDArray one = inputs.get(index);
                sum = sum.add(
                        gradients.get(index).reshape(one.getShape()).mul(one).sum());
            }
            collector.backward(sum);
        });
        return new NDList(outputs, outputs.get("-1:"));
    }

    /**
     * Returns an array whose history is cut off, so that what several layers with passes of their own have in common is differentiated
     * once, after all of them.
     */
    static NDArray shared(NDArray array, List<Consumer<GradientCollector>> backward) {
        NDArray leaf = array.stopGradient();
        leaf.setRequiresGradient(true);
        backward.add(collector -> {
            NDArray gradient = leaf.getGradient();
            gradient.attach(array.getManager());
            collector.backward(gradient.mul(array).sum().add(learning(array)));
        });
        return leaf;
    }

    /** Returns a 0 that requires a gradient, for sums of which nothing else may. */
    private static NDArray learning(NDArray like) {
        NDArray zero = like.getManager().zeros(new Shape(), like.getDataType());
        zero.setRequiresGradient(true);
        return zero;
    }

    private static NDArray flat(NDArray steps) {
        Shape shape = steps.getShape();
        return steps.reshape(shape.get(0) * shape.get(1), shape.get(2));
    }

    int steps() {
        return Math.toIntExact(states.getShape().get(0) / first.getShape().get(0));
    }

    /** Returns views of an array, one for each step. */
    NDList byStep(NDArray array) {
        return array.split(steps());
    }

    /** Returns the states before each step, (T * N, hidden). */
    NDArray before() {
        long rows = first.getShape().get(0);
        return steps() == 1
                ? first
                : NDArrays.concat(new NDList(
                        first, states.get(new NDIndex("0:{}", states.getShape().get(0) - rows))));
    }
}
