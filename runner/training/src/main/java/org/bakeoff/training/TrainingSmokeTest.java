package org.bakeoff.training;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.training.engine.PyTorch;

/** Trains a small network for one step, to check that this machine can. It holds the engine's lock until it is closed. */
public final class TrainingSmokeTest implements AutoCloseable {

    private static final DatasetInfo DATA = new DatasetInfo(List.of("no", "yes"), List.of("", "a", "b", "c"), 4);
    private static final long[] TOKENS = {0, 1, 2, 3, 0, 3, 2, 1, 1, 1, 2, 2, 0, 0, 3, 3};
    private static final int[] LABELS = {0, 1, 0, 1};

    private static final CrossEntropyLoss OBJECTIVE = new CrossEntropyLoss(DATA.outputs());

    private final ModelHarness network;
    private final String device;

    /**
     * Its mean cross-entropies.
     *
     * @param before the step
     * @param after the step
     */
    public record Losses(double before, double after) {}

    /**
     * Makes the network.
     *
     * @param device "cpu", "gpu" or "gpu:N"
     * @throws TrialException if PyTorch can't; the message is what it says
     */
    public TrainingSmokeTest(String device) throws TrialException {
        this.device = device;
        this.network = checked(() -> network(1));
    }

    private static <T> T checked(Supplier<T> computation) throws TrialException {
        try {
            return computation.get();
        } catch (EngineException | LinkageError e) {
            throw new TrialException(String.valueOf(e.getMessage()), e, false);
        }
    }

    private ModelHarness network(int seed) {
        return new ModelHarness(TrainingSmokeTest::block, DATA, seed, 0.01, PyTorch.device(device));
    }

    private static Block block() {
        return new SequentialBlock()
                .add(tokens -> new NDList(tokens.singletonOrThrow().toType(DataType.FLOAT32, true)))
                .add(Linear.builder().setUnits(8).build())
                .add(Activation::tanh)
                .add(Linear.builder().setUnits(1).build());
    }

    /**
     * Takes a step with the optimizer that trials have.
     *
     * @throws TrialException if PyTorch can't; the message is what it says
     */
    public Losses train() throws TrialException {
        return checked(() -> {
            double[] before = network.learn(TOKENS, DATA.length(), LABELS);
            return new Losses(loss(before), loss(network.logits(TOKENS, DATA.length())));
        });
    }

    private static double loss(double[] logits) {
        double sum = 0;
        for (int row = 0; row < logits.length; row++) {
            sum += OBJECTIVE.loss(logits, row, LABELS[row]);
        }
        return sum / logits.length;
    }

    /**
     * Returns whether another network gives the same logits once it has the weights that this one saved.
     *
     * @throws TrialException if PyTorch can't; the message is what it says
     * @throws IOException if they can't be written to the folder of temporary files, or read
     */
    public boolean survivesSaving() throws IOException, TrialException {
        Path folder = Files.createTempDirectory("bakeoff");
        Path file = folder.resolve("weights.safetensors");
        try (ModelHarness other = checked(() -> network(2))) {
            network.save(file);
            other.load(file);
            return Arrays.equals(network.logits(TOKENS, DATA.length()), other.logits(TOKENS, DATA.length()));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
