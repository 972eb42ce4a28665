package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A long short-term memory layer; its gates stand in the order input, forget, cell, output, and its forget bias starts
 * at one.
 *
 * <p>Source: Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9, 1997; the forget gate by Gers,
 * Schmidhuber and Cummins, 2000, and its bias by Jozefowicz, Zaremba and Sutskever, 2015; {@code LSTM} of Keras.
 */
public final class Lstm extends RecurrentLayer {

    private static final int GATES = 4;

    /**
     * Makes a layer that is not initialised yet.
     *
     * @param hidden the length of the state
     * @param sequences whether to give the output of every step, or of the last one only
     */
    public Lstm(int hidden, boolean sequences) {
        super(GATES, hidden, sequences, Lstm::forgetBiasOne);
    }

    @Override
    NDList run(NDArray input, NDList state, NDList weights, boolean training) {
        return input.getNDArrayInternal().lstm(input, state, weights, true, 1, 0, training, false, false);
    }

    @Override
    int stateSize() {
        return 2;
    }

    private static NDArray forgetBiasOne(NDManager manager, Shape shape, DataType type) {
        double[] values = new double[Math.toIntExact(shape.size())];
        int hidden = values.length / GATES;
        Arrays.fill(values, hidden, 2 * hidden, 1);
        return Initializers.array(manager, values, shape, type);
    }
}
