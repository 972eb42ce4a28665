package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
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
public final class Gru extends RecurrentLayer {

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
