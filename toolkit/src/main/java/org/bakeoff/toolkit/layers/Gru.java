package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.initializer.Initializer;

/**
 * A layer of gated recurrent units. With x the input, h the state before the step, s the logistic function and * element by
 * element:
 *
 * <pre>
 * z = s(Wz x + bz + Uz h + cz)                 update gate
 * r = s(Wr x + br + Ur h + cr)                 reset gate
 * n = tanh(Wn x + bn + r * (Un h + cn))        candidate
 * the new state is z * h + (1 - z) * n
 * </pre>
 *
 * The kernel holds Wz, Wr and Wn, the recurrent kernel Uz, Ur and Un, and the bias, of shape (2, 3 * hidden), the b and then
 * the c.
 *
 * <p>Source: Cho et al., "Learning phrase representations using RNN encoder-decoder for statistical machine translation",
 * EMNLP 2014, with the reset gate after the product, as {@code GRU} of Keras ({@code reset_after}) and of PyTorch have it.
 */
public final class Gru extends RecurrentLayer implements ThroughTime.Layer {

    private static final int GATES = 3;

    private final int hidden;

    /**
     * Makes a layer that is not initialised yet.
     *
     * @param hidden the length of the state
     * @param sequences whether to give the output of every step, or of the last one only
     */
    public Gru(int hidden, boolean sequences) {
        super(GATES, hidden, sequences, Initializer.ZEROS);
        this.hidden = hidden;
    }

    @Override
    NDList run(NDArray input, NDList state, NDList weights, boolean training) {
        return input.getNDArrayInternal()
                .gru(input, state.singletonOrThrow(), weights, true, 1, 0, training, false, false);
    }

    @Override
    public NDList gradients(ThroughTime pass) {
        NDArray kernel = pass.weights().get(0);
        NDArray recurrentKernel = pass.weights().get(1);
        NDArray before = pass.before();
        NDList ofInput = pass.input()
                .matMul(kernel.transpose())
                .addi(pass.weights().get(2))
                .split(GATES, 1);
        NDList ofState = before.matMul(recurrentKernel.transpose())
                .addi(pass.weights().get(3))
                .split(GATES, 1);
        NDArray reset = Activation.sigmoid(ofInput.get(0).add(ofState.get(0)));
        NDArray update = Activation.sigmoid(ofInput.get(1).add(ofState.get(1)));
        NDArray candidate = ofInput.get(2).add(reset.mul(ofState.get(2))).tanh();

        // How a new state changes with the sums that its gates and its candidate are made of.
        NDArray ofCandidate =
                candidate.square().negi().addi(1).muli(update.neg().addi(1));
        NDArray ofReset =
                ofCandidate.mul(ofState.get(2)).muli(reset).muli(reset.neg().addi(1));
        NDArray ofUpdate = before.sub(candidate).muli(update).muli(update.neg().addi(1));
        NDArray recurrent = NDArrays.stack(new NDList(ofReset, ofUpdate, ofCandidate.mul(reset)), 1);

        NDArray outputs = pass.gradient();
        NDArray sumsOfState = recurrent.reshape(-1, (long) GATES * hidden);
        // All are views, made once: there may be thousands of steps.
        NDList ofStep = pass.byStep(outputs);
        NDList ofGates = pass.byStep(outputs.expandDims(1));
        NDList gates = pass.byStep(recurrent);
        NDList sumsOfStep = pass.byStep(sumsOfState);
        NDList kept = pass.byStep(update);
        NDArray first = outputs;
        for (int step = ofStep.size() - 1; step >= 0; step--) {
            gates.get(step).muli(ofGates.get(step));
            NDArray earlier = sumsOfStep
                    .get(step)
                    .matMul(recurrentKernel)
                    .addi(kept.get(step).muli(ofStep.get(step)));
            if (step > 0) {
                ofStep.get(step - 1).addi(earlier);
                earlier.close();
            } else {
                first = earlier;
            }
        }
        NDList sums = sumsOfState.split(GATES, 1);
        NDArray sumsOfInput = NDArrays.concat(new NDList(sums.get(0), sums.get(1), ofCandidate.muli(outputs)), 1);
        return new NDList(
                sumsOfInput.matMul(kernel),
                first,
                sumsOfInput.transpose().matMul(pass.input()),
                sumsOfState.transpose().matMul(before),
                sumsOfInput.sum(new int[] {0}),
                sumsOfState.sum(new int[] {0}));
    }

    @Override
    int stateSize() {
        return 1;
    }

    @Override
    Shape biasShape(long units) {
        return new Shape(2, units);
    }

    @Override
    NDList weights(NDManager manager, NDArray kernel, NDArray recurrentKernel, NDArray bias) {
        return new NDList(
                resetFirst(manager, kernel),
                resetFirst(manager, recurrentKernel),
                resetFirst(manager, bias.get(manager, new NDIndex("0"))),
                resetFirst(manager, bias.get(manager, new NDIndex("1"))));
    }

    /** Returns the gates in the order r, z, n, which is PyTorch's; Keras has z first. */
    private NDArray resetFirst(NDManager manager, NDArray gates) {
        return NDArrays.concat(new NDList(
                gates.get(manager, new NDIndex("{}:{}", hidden, 2 * hidden)),
                gates.get(manager, new NDIndex("0:{}", hidden)),
                gates.get(manager, new NDIndex("{}:", 2 * hidden))));
    }
}
