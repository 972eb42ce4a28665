package org.bakeoff.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.bakeoff.training.engine.PyTorch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the matrix products of the notebook's recurrent layers alone, in single precision by the engine that trains them, and
 * prints milliseconds a batch as {@link BatchTimes} does. Products of many time steps at once, which no recurrent layer can have,
 * reach what the machine is capable of: whoever computes the layers by such products takes at least that long.
 */
@Command(name = "sgemm", mixinStandardHelpOptions = true, description = "Times the layers' matrix products.")
public final class Sgemm implements Callable<Integer> {

    /** Time steps of a product: few enough for the caches, and for malloc to hand out the same memory again. */
    private static final int STEPS = 1000;

    private static final int WARM_UP = 50;

    @Option(
            names = "--steps",
            split = ",",
            arity = "1",
            required = true,
            description = "time steps of all reviews of a batch together, in training and in prediction")
    @SuppressWarnings("NullAway.Init")
    private List<Integer> steps;

    @Option(names = "--hidden", defaultValue = "100", description = "units of a recurrent layer: ${DEFAULT-VALUE}")
    private int hidden;

    @Option(names = "--batches", defaultValue = "50", description = "batches to time: ${DEFAULT-VALUE}")
    private int batches;

    @Option(names = "--threads", defaultValue = "2", description = "${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--models", split = ",", defaultValue = "lstm,simple-rnn", description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private List<String> models;

    Sgemm() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sgemm()).execute(arguments));
    }

    /** The sizes of a layer: of its input with its state, and of all its gates. */
    private record Layer(int inputs, int outputs) {}

    @Override
    public Integer call() {
        try (NDManager manager = PyTorch.prepare(threads, 1).newBaseManager(Device.cpu())) {
            for (String model : models) {
                double forward = 0;
                double backward = 0;
                for (Layer layer : layers(model)) {
                    NDArray input = random(manager, STEPS, layer.inputs);
                    NDArray weights = random(manager, layer.inputs, layer.outputs);
                    NDArray gradient = random(manager, STEPS, layer.outputs);
                    forward += milliseconds(input, weights);
                    backward += milliseconds(gradient, weights.transpose()) + milliseconds(input.transpose(), gradient);
                }
                BatchTimes.say("model", model, "phase", "train", "ms", (forward + backward) * steps.get(0));
                BatchTimes.say("model", model, "phase", "predict", "ms", forward * steps.get(1));
            }
        }
        return 0;
    }

    private List<Layer> layers(String model) {
        int first = NotebookExperiment.EMBEDDING + hidden;
        return switch (model) {
            case "lstm" -> List.of(new Layer(first, 4 * hidden));
            case "gru" -> List.of(new Layer(first, 3 * hidden));
            default -> List.of(new Layer(first, hidden), new Layer(2 * hidden, hidden));
        };
    }

    private static NDArray random(NDManager manager, int rows, int columns) {
        return manager.randomUniform(-1, 1, new Shape(rows, columns));
    }

    /** Returns the milliseconds that a product takes for each time step, by the median of all products. */
    private double milliseconds(NDArray left, NDArray right) {
        long[] times = new long[Math.max(1, batches * steps.get(0) / STEPS)];
        for (int time = -WARM_UP; time < times.length; time++) {
            long start = System.nanoTime();
            left.matMul(right).close();
            if (time >= 0) {
                times[time] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        return times[times.length / 2] / 1e6 / STEPS;
    }
}
