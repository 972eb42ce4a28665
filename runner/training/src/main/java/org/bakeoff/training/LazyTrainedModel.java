package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.QueryException;
import org.bakeoff.data.ModelInput;
import org.bakeoff.data.TokenTable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.ThrownText;
import org.bakeoff.training.engine.EngineLock;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;

/** The model of a trial that is over, as it was before or after training; opened when it is first used. */
final class LazyTrainedModel implements TrainedModel, AutoCloseable {

    private final Trial trial;
    private final ModelInput input;
    private final DatasetInfo data;
    private final Path folder;
    private final boolean trained;
    private final Consumer<LazyTrainedModel> listener;
    /** The weights as they were when they were first read, since a run that is replaced has others. */
    private @Nullable SafetensorsFile opened;

    private @Nullable Network network;
    private @Nullable Network differentiable;
    private @Nullable LazyTrainedModel untrained;
    private volatile boolean closed;
    /** Whether it may have something to free; set before it is seen whether it is closed. */
    private volatile boolean asked;
    /** How many of its answers are under way, one within the other: an evaluator's list may ask models for what it gives. */
    private int answering;

    LazyTrainedModel(Trial trial, ModelInput input, Path folder, boolean trained) {
        this(trial, input, folder, trained, model -> {});
    }

    /**
     * Opens nothing yet.
     *
     * @param trained whether it is the model after its training, or before
     * @param listener hears, in this model's turn at the engine, that it was opened; may {@linkplain #release release} others
     */
    LazyTrainedModel(Trial trial, ModelInput input, Path folder, boolean trained, Consumer<LazyTrainedModel> listener) {
        this.trial = trial;
        this.input = input;
        this.data = input.info();
        this.folder = folder;
        this.trained = trained;
        this.listener = listener;
    }

    @Override
    public long seed() {
        return trial.seed();
    }

    @Override
    public boolean attributable() {
        return inTurn("made", () -> EmbeddingGradients.reason(differentiable(), data) == null);
    }

    @Override
    public Predictions predict(List<int[]> tokens, Padding padding) {
        TokenTable table = table(tokens);
        return inTurn("run with the padding \"" + padding + "\"", () -> {
            double[] probabilities = new Predictor(network(), new CrossEntropyLoss(data.outputs()))
                    .probabilities(batches(table, padding), table, done -> {});
            return new Predictions(seed(), data.classes().size(), probabilities);
        });
    }

    @Override
    public List<Gradients> gradients(List<int[]> tokens, int output) {
        TokenTable table = table(tokens);
        check(output);
        return inTurn("differentiated", () -> inputs().gradients(batches(table, Padding.TRAINED), table, output));
    }

    @Override
    public List<IntegratedGradients> integratedGradients(List<int[]> tokens, int output, int steps) {
        TokenTable table = table(tokens);
        check(output);
        if (steps < 1) {
            throw new IllegalArgumentException("a path needs at least one step, not " + steps);
        }
        int batchSize = trial.model().training().batchSize();
        return inTurn(
                "differentiated",
                () -> inputs().integrated(batches(table, Padding.TRAINED), table, batchSize, output, steps));
    }

    @Override
    public TrainedModel untrained() {
        return inTurn("made", () -> {
            if (untrained == null) {
                untrained = new LazyTrainedModel(trial, input, folder, false, listener);
            }
            return untrained;
        });
    }

    private List<Batch> batches(TokenTable table, Padding padding) {
        Batches batches = new Batches(table, trial.model().training(), data.length());
        int[] all = IntStream.range(0, table.size()).toArray();
        return switch (padding) {
            case NONE -> batches.unpadded(all);
            case TRAINED -> batches.inOrder(all);
            case DOUBLED -> batches.inOrder(all).stream().map(Batch::doubled).toList();
        };
    }

    private TokenTable table(List<int[]> tokens) {
        for (int[] example : tokens) {
            if (example.length > data.length()) {
                throw new IllegalArgumentException(
                        "an example has " + example.length + " tokens; at most " + data.length() + " are allowed");
            }
            if (Arrays.stream(example).anyMatch(token -> token < 0 || token >= data.vocabularySize())) {
                throw new IllegalArgumentException("token ids must lie between 0 and " + (data.vocabularySize() - 1));
            }
        }
        return TokenTable.of(tokens);
    }

    private void check(int output) {
        if (output < 0 || output >= data.outputs()) {
            throw new IllegalArgumentException(
                    "there is no output " + output + "; the model has " + data.outputs() + ", counted from 0");
        }
    }

    /** Makes the model now, so that a later question can't fail for its files. */
    void open() {
        inTurn("made", this::network);
    }

    private Network network() {
        if (network == null) {
            network = open(PyTorch.near(trial.device()));
            listener.accept(this);
        }
        return network;
    }

    /** Returns the network for gradients. It is on the CPU, since cuDNN differentiates recurrent layers only with dropout on. */
    private Network differentiable() {
        if (PyTorch.near(trial.device()).equals(Device.cpu())) {
            return network();
        }
        if (differentiable == null) {
            differentiable = open(Device.cpu());
            listener.accept(this);
        }
        return differentiable;
    }

    Network open(Device device) {
        input.requireUnchanged(trial.model().provider());
        Engine engine = trial.prepare();
        try {
            SafetensorsFile weights = SafetensorsFile.open(folder.resolve(SafetensorsWriter.FILE));
            if (opened != null && !weights.isSame(opened)) {
                throw replaced(folder.resolve(SafetensorsWriter.FILE));
            }
            opened = weights;
            Optional<SafetensorsFile> values = trained ? Optional.of(weights) : initial();
            Network made = Network.frozen(trial.block(data, null), engine, device, data.length(), weights, values);
            boolean freed = false;
            try {
                if (!made.given().isEmpty()) {
                    Block next = Network.guarded(() -> {
                        Block block = trial.block(data, null);
                        weights.limit(block, values.isEmpty());
                        return block;
                    });
                    made.free(next, data.length(), false);
                }
                made.given().freeInside(false);
                freed = true;
                return made;
            } finally {
                if (!freed) {
                    made.close();
                }
            }
        } catch (SafetensorsFile.TooSmallException e) {
            throw unusable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static BakeoffException replaced(Path weights) {
        return new BakeoffException(
                ErrorCode.RUN_DIRECTORY_LOST,
                ErrorLocation.of(weights),
                weights + " was replaced since it was opened",
                "Open the run again.");
    }

    /** Returns the file of the initial weights. A model that did not look at training examples has them from its seed. */
    private Optional<SafetensorsFile> initial() throws IOException {
        Path file = folder.resolve(SafetensorsWriter.INITIAL);
        return TrialFolder.exists(file) ? Optional.of(SafetensorsFile.open(file)) : Optional.empty();
    }

    private static UncheckedIOException unusable(IOException fault) {
        String message = fault.getMessage() + "; run the experiment again, in the same folder, to train it again";
        return new UncheckedIOException(message, new IOException(message, fault));
    }

    private EmbeddingGradients inputs() {
        Network model = differentiable();
        String reason = EmbeddingGradients.reason(model, data);
        if (reason != null) {
            throw new QueryException(name() + " has no attributions: " + reason);
        }
        return new EmbeddingGradients(model);
    }

    private <T> T inTurn(String what, Supplier<T> work) {
        EngineLock turn = EngineLock.take();
        try {
            asked = true;
            if (closed) {
                throw new IllegalStateException(name() + " was closed");
            }
            trial.prepare();
            answering++;
            try {
                return PluginInvoker.run(trial.model().provider().plugin(), work::get);
            } finally {
                answering--;
            }
        } catch (Network.ModelFault e) {
            throw new QueryException(
                    name() + " can't be " + what + ": "
                            + ThrownText.of(
                                    Objects.requireNonNull(e.getCause()),
                                    trial.model().provider().plugin().getClass()),
                    e);
        } catch (LogitsShapeException e) {
            throw new QueryException(name() + " can't be " + what + ": it " + e.getMessage(), e);
        } catch (EngineException e) {
            String reason = ThrownText.message(e).lines().findFirst().orElse("PyTorch gave no reason");
            throw new QueryException(name() + " can't be " + what + ": " + reason, e);
        } finally {
            turn.close();
        }
    }

    private String name() {
        return "the model of " + trial.name();
    }

    /** Returns how many bytes its weights have in memory, with what a plugin gave for them. */
    long bytes() {
        return opened == null
                ? 0
                : Stream.of(network, differentiable)
                        .filter(Objects::nonNull)
                        .mapToLong(model -> opened.bytes() + model.given().bytes())
                        .sum();
    }

    /**
     * Frees its memory, in a turn at the engine, unless it is answering. It is opened again when it is asked, if its weights are still the same.
     *
     * @return whether it has freed it
     */
    boolean release() {
        if (answering > 0) {
            return false;
        }
        free();
        return true;
    }

    private void free() {
        if (network != null) {
            network.close();
            network = null;
        }
        if (differentiable != null) {
            differentiable.close();
            differentiable = null;
        }
    }

    @Override
    public void close() {
        if (!asked) {
            closed = true;
            // Its turn may come hours later, once a trial in this process has ended. A thread that asks just now sees
            // that, or is seen.
            if (!asked) {
                return;
            }
        }
        EngineLock turn = EngineLock.last();
        try {
            closed = true;
            free();
            if (untrained != null) {
                untrained.close();
            }
        } finally {
            turn.close();
        }
    }
}
