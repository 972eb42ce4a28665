package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.training.engine.EngineLock;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Layer;

/**
 * A plugin's model outside of any experiment, for tests of plugins: what makes, runs, trains, saves and loads it is what
 * does so in a trial. It computes on the CPU with one thread, and has the engine to itself, so that other threads wait
 * until it is closed.
 *
 * <p>Token ids come row by row, each row of as many columns, padded in front with 0.
 */
public final class ModelHarness implements AutoCloseable {

    private final EngineLock turn = EngineLock.take();
    private final Network network;
    private final CrossEntropyLoss objective;
    private final DatasetInfo data;
    private final Adam adam;
    private final Map<String, Double> gradients = new LinkedHashMap<>();

    /**
     * Makes a model and initialises it.
     *
     * @param model makes it
     * @param data what it must fit
     * @param seed of its first weights, and of all that is random in its training
     * @param rate the step size of Adam
     */
    public ModelHarness(Supplier<Block> model, DatasetInfo data, int seed, double rate) {
        this(model, data, seed, rate, Device.cpu());
    }

    ModelHarness(Supplier<Block> model, DatasetInfo data, int seed, double rate, Device device) {
        boolean made = false;
        try {
            Engine engine = PyTorch.prepare(1, seed);
            this.data = data;
            this.objective = new CrossEntropyLoss(data.outputs());
            this.network = new Network(model.get(), engine, device, data.length());
            this.adam = new Adam(network.learned(), network.manager(), rate, null);
            made = true;
        } finally {
            if (!made) {
                turn.close();
            }
        }
    }

    /** Returns the shape of the model's logits. */
    public Shape shape(long[] tokens, int columns) {
        try (NDManager scope = network.scope()) {
            return network.logits(scope, TokenIds.ofRows(tokens, columns)).getShape();
        }
    }

    /** Returns the model's logits, row by row. */
    public double[] logits(long[] tokens, int columns) {
        try (NDManager scope = network.scope()) {
            return Predictor.values(network.logits(scope, TokenIds.ofRows(tokens, columns)));
        }
    }

    /**
     * Takes one step of training.
     *
     * @param labels the class index of every row
     * @return its logits from before the step, row by row
     */
    public double[] learn(long[] tokens, int columns, int[] labels) {
        double[] logits = network.addGradients(TokenIds.ofRows(tokens, columns), labels, objective, 1);
        network.learned().forEach((name, weight) -> gradients.merge(name, largest(weight), Math::max));
        adam.step();
        return logits;
    }

    private static double largest(NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            double largest = 0;
            for (float value : gradient.toFloatArray()) {
                largest = Math.max(largest, Math.abs(value));
            }
            return largest;
        }
    }

    /** Returns the largest absolute gradient so far of every trained weight, by its name. */
    public Map<String, Double> gradients() {
        return Collections.unmodifiableMap(gradients);
    }

    /** Returns the shapes of all weights, by their names. */
    public Map<String, Shape> weights() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        network.weights().forEach((name, weight) -> shapes.put(name, weight.getShape()));
        return shapes;
    }

    /** Returns the layers as the report shows them. */
    public List<Layer> layers() {
        return network.layers(data.length());
    }

    /** Returns how many arrays live as long as this does; no call may add to them. */
    public int arrays() {
        return network.arrays();
    }

    /** Saves its weights. */
    public void save(Path file) throws IOException {
        SafetensorsWriter.save(network.weights(), file);
    }

    /**
     * Loads weights that were saved.
     *
     * @throws IOException if they are not those of such a model
     */
    public void load(Path file) throws IOException {
        SafetensorsFile.open(file).fill(network.weights());
    }

    @Override
    public void close() {
        network.close();
        turn.close();
    }
}
