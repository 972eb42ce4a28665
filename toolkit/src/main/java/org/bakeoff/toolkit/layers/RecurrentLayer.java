package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer with Keras' parameters: Glorot-uniform kernel, orthogonal recurrent kernel, bias.
 *
 * <p>Maps (N, T, inputs) to (N, T, hidden), or to the (N, hidden) of the last step. Parameters are {@code kernel} of
 * shape (gates * hidden, inputs) and {@code recurrentKernel} of shape (gates * hidden, hidden), Keras' matrices transposed,
 * and {@code bias} of shape (gates * hidden), or of Keras' shape where there are two. It starts from a zero state and runs
 * forward. With a {@linkplain PaddingMask mask} (N, T) it reads tokens only, as Keras' layers do with {@code mask_zero}, and
 * returns the mask with the outputs of every step.
 */
public abstract sealed class RecurrentLayer extends SequenceLayer permits SimpleRnn, Lstm, Gru {

    private final int gates;
    private final int hidden;
    private final boolean sequences;
    private final Parameter kernel;
    private final Parameter recurrentKernel;
    private final Parameter bias;

    RecurrentLayer(int gates, int hidden, boolean sequences, Initializer biasInitializer) {
        this.gates = gates;
        this.hidden = hidden;
        this.sequences = sequences;
        kernel = addParameter("kernel", Parameter.Type.WEIGHT, Initializers.glorotUniform());
        recurrentKernel = addParameter("recurrentKernel", Parameter.Type.WEIGHT, Initializers.orthogonal());
        bias = addParameter("bias", Parameter.Type.BIAS, biasInitializer);
    }

    /**
     * Runs the layer over a whole sequence in one call of the engine.
     *
     * @param input (T, N, inputs)
     * @param state what {@link #zeroState} gives, or a state that an earlier run ended in
     * @param weights kernel, recurrent kernel, bias of the input and bias of the state, as PyTorch wants them
     * @return the outputs (T, N, hidden), then the state after the last step
     */
    abstract NDList run(NDArray input, NDList state, NDList weights, boolean training);

    /** Returns the arrays that a state consists of; the output is the first of them. */
    abstract int stateSize();

    /** Returns the state before the first step: arrays of zeros of shape (1, rows, hidden). */
    final NDList zeroState(NDArray input, long rows) {
        NDArray zeros = input.getManager().zeros(new Shape(1, rows, hidden), input.getDataType());
        return new NDList(Collections.nCopies(stateSize(), zeros));
    }

    /**
     * Runs the layer from a state.
     *
     * @param input (T, N, inputs)
     * @param state of N rows
     * @param backward where to add a backward pass in training, or null if there is no such place
     * @return the outputs (T, N, hidden), then the state after the last step, of which the output is the first
     */
    final NDList run(
            ParameterStore parameters,
            NDArray input,
            NDList state,
            boolean training,
            @Nullable List<Consumer<GradientCollector>> backward) {
        NDList weights = weights(
                input.getManager(),
                parameters.getValue(kernel, input.getDevice(), training),
                parameters.getValue(recurrentKernel, input.getDevice(), training),
                parameters.getValue(bias, input.getDevice(), training));
        if (input.getDevice().isGpu()) {
            return run(input, state, contiguous(input.getManager(), weights), training);
        }
        return training && backward != null && !input.isEmpty() && this instanceof ThroughTime.Layer
                ? ThroughTime.run(
                        (RecurrentLayer & ThroughTime.Layer) this, input, state.singletonOrThrow(), weights, backward)
                : run(input, state, weights, training);
    }

    /**
     * Returns the weights as views of one array, one after the other as cuDNN wants them. Otherwise, PyTorch makes such an array for
     * every batch and warns of it every time.
     */
    static NDList contiguous(NDManager manager, NDList weights) {
        NDList flat = new NDList();
        long[] ends = new long[weights.size()];
        for (int index = 0; index < ends.length; index++) {
            NDArray weight = weights.get(index).flatten();
            // It would belong to the weight's manager, which lives as long as the model.
            weight.attach(manager);
            flat.add(weight);
            ends[index] = (index == 0 ? 0 : ends[index - 1]) + weight.size();
        }
        NDList parts = NDArrays.concat(flat).split(Arrays.copyOf(ends, ends.length - 1));
        NDList views = new NDList();
        for (int index = 0; index < ends.length; index++) {
            views.add(parts.get(index).reshape(weights.get(index).getShape()));
        }
        return views;
    }

    /** Returns the weights as PyTorch wants them; here with a second bias of zeros. */
    NDList weights(NDManager manager, NDArray kernel, NDArray recurrentKernel, NDArray bias) {
        return new NDList(kernel, recurrentKernel, bias, manager.zeros(bias.getShape(), bias.getDataType()));
    }

    /** Returns the shape of the bias. */
    Shape biasShape(long units) {
        return new Shape(units);
    }

    @Override
    final PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        if (input.masked()) {
            NDArray steps = words(parameters, input, training);
            return input.with(sequences ? steps : steps.get("-1"));
        }
        NDArray padding = input.padding();
        NDList state = zeroState(input.output(), input.passages().rows());
        if (padding.getShape().get(0) > 0) {
            NDList result = run(parameters, padding, zeroState(padding, 1), training, input.backward());
            padding = result.get(0);
            state = repeated(result.subNDList(1), input.passages().rows());
        }
        NDList result = run(parameters, input.output(), state, training, input.backward());
        return input.with(padding, sequences ? result.get(0) : result.get(1).squeeze(0));
    }

    /** Returns the output of every step, of which the first is at a row's first word: (T, N, hidden). */
    final NDArray words(ParameterStore parameters, PaddedSequence input, boolean training) {
        Passages passages = input.passages();
        NDArray words = passages.wordsFirst(input.output());
        return passages.wordsLast(run(parameters, words, zeroState(words, passages.rows()), training, input.backward())
                .get(0));
    }

    private static NDList repeated(NDList state, long rows) {
        NDList repeated = new NDList();
        state.forEach(array -> repeated.add(array.repeat(1, rows)));
        return repeated;
    }

    @Override
    final boolean readsPadding() {
        return true;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long inputs = inputShapes[0].get(2);
        kernel.setShape(new Shape((long) gates * hidden, inputs));
        recurrentKernel.setShape(new Shape((long) gates * hidden, hidden));
        bias.setShape(biasShape((long) gates * hidden));
    }

    @Override
    Shape outputShape(Shape input) {
        return sequences ? new Shape(input.get(0), input.get(1), hidden) : new Shape(input.get(0), hidden);
    }
}
