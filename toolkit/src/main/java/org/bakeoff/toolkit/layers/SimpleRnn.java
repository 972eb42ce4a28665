package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.recurrent.RNN;
import ai.djl.training.initializer.Initializer;

/**
 * A simple recurrent layer: h(t) = tanh(kernel x(t) + recurrentKernel h(t-1) + bias).
 *
 * <p>Source: Elman, "Finding structure in time", Cognitive Science 14, 1990; {@code SimpleRNN} of Keras.
 */
public final class SimpleRnn extends RecurrentLayer implements ThroughTime.Layer {

    /**
     * Makes a layer that is not initialised yet.
     *
     * @param hidden the length of the state
     * @param sequences whether to give the output of every step, or of the last one only
     */
    public SimpleRnn(int hidden, boolean sequences) {
        super(1, hidden, sequences, Initializer.ZEROS);
    }

    @Override
    NDList run(NDArray input, NDList state, NDList weights, boolean training) {
        return input.getNDArrayInternal()
                .rnn(input, state.singletonOrThrow(), weights, true, 1, RNN.Activation.TANH, 0, training, false, false);
    }

    @Override
    public NDList gradients(ThroughTime pass) {
        NDArray kernel = pass.weights().get(0);
        NDArray recurrentKernel = pass.weights().get(1);
        NDArray sums = pass.gradient();
        NDList slopes = pass.byStep(pass.states().square().negi().addi(1));
        NDList ofStep = pass.byStep(sums);
        for (int step = ofStep.size() - 1; step >= 0; step--) {
            ofStep.get(step).muli(slopes.get(step));
            if (step > 0) {
                try (NDArray earlier = ofStep.get(step).matMul(recurrentKernel)) {
                    ofStep.get(step - 1).addi(earlier);
                }
            }
        }
        NDArray bias = sums.sum(new int[] {0});
        return new NDList(
                sums.matMul(kernel),
                ofStep.get(0).matMul(recurrentKernel),
                sums.transpose().matMul(pass.input()),
                sums.transpose().matMul(pass.before()),
                bias,
                bias);
    }

    @Override
    int stateSize() {
        return 1;
    }
}
