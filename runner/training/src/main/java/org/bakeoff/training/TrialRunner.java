package org.bakeoff.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.util.NativeResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.TokenTable;
import org.bakeoff.data.TrialData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.ThrownText;
import org.bakeoff.training.engine.EngineErrorMessage;
import org.bakeoff.training.engine.EngineLock;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Layer;
import org.bakeoff.training.progress.Progress;

/** Runs a trial in this process: a pure function of the trial and the encoded data into a folder. */
final class TrialRunner {

    /** How far two computations of a probability may differ on a GPU. */
    private static final double ROUNDING = 1e-3;

    private final Trial trial;
    private final Path folder;
    private final Consumer<Progress.OfTrial> listener;

    /**
     * Prepares a trial.
     *
     * @param folder where its files go; made where it is missing, in a folder that is there
     * @param listener receives its events
     */
    TrialRunner(Trial trial, Path folder, Consumer<Progress.OfTrial> listener) {
        this.trial = trial;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * Trains, predicts and saves.
     *
     * @param encoded the encoded data
     * @throws TrialException if the model or its training is at fault
     * @throws IOException if a file can't be read or written
     */
    TrialOutcome run(Path encoded) throws TrialException, IOException {
        EngineLock turn = EngineLock.take();
        try {
            return PluginInvoker.<TrialOutcome, TrialException, IOException>run(
                    trial.model().provider().plugin(), () -> runAlone(encoded));
        } catch (EngineException e) {
            throw new TrialException(EngineErrorMessage.of(model(), e, code()), e, EngineErrorMessage.mayPass(e));
        } catch (LogitsShapeException e) {
            throw new TrialException(plugin() + " " + e.getMessage(), e, false);
        } catch (Network.ModelFault e) {
            Throwable thrown = Objects.requireNonNull(e.getCause());
            throw new TrialException(
                    model() + " failed: " + PluginInvoker.fault(code(), thrown), e, !PluginInvoker.isMistake(thrown));
        } catch (IllegalStateException e) {
            if (!isOfClosedArray(e)) {
                throw e;
            }
            throw new TrialException(
                    model()
                            + " failed: an array of it was closed while it was used, as Java closes those of a Model of DJL"
                            + " that nothing holds; keep that in a field of the block; this is a fault of the plugin",
                    e,
                    true);
        } catch (OutOfMemoryError e) {
            throw new TrialException(model() + " failed: " + PluginInvoker.memory(e), e, true);
        } finally {
            turn.close();
        }
    }

    /** Returns whether DJL threw it where an array, or the like, was closed before. */
    private static boolean isOfClosedArray(IllegalStateException thrown) {
        return Stream.of(thrown.getStackTrace())
                .limit(1)
                .anyMatch(frame -> frame.getClassName().equals(NativeResource.class.getName()));
    }

    private TrialOutcome runAlone(Path encoded) throws TrialException, IOException {
        RegularFiles.makeFolder(folder);
        RegularFiles.makeFolder(folder, "model");
        // Closed here: until it is garbage it stays open, and there may be thousands of small trials before that.
        try (EncodedFile file = EncodedFile.open(encoded)) {
            TrialFile.write(folder, trial, encoded);
            return run(file);
        }
    }

    private TrialOutcome run(EncodedFile file) throws TrialException, IOException {
        TrialData data = file.trial();
        ValidationSplit split = ValidationSplit.of(data, trial.model().training());
        Engine engine = trial.prepare();
        SplitExamples examples = new SplitExamples(data, split);
        file.input().requireUnchanged(trial.model().provider());
        Block block = create(data.info(), examples);
        TrialOutcome outcome;
        boolean saved;
        try (Network network = new Network(
                block, engine, PyTorch.device(trial.device()), data.info().length())) {
            // The model has read its files by now.
            file.input().requireUnchanged(trial.model().provider());
            checkTypes(network);
            checkOutput(network, data.info());
            if (!network.given().isEmpty()) {
                network.free(create(data.info(), examples), data.info().length(), true);
            }
            network.given().freeInside(true);
            if (examples.asked()) {
                SafetensorsWriter.save(network.weights(), TrialFolder.writable(folder, SafetensorsWriter.INITIAL));
            }
            checkLearningRates(network);
            List<Layer> layers = network.layers(data.info().length());
            started(layers, split);
            TrainingLoop training = new TrainingLoop(network, trial, data, split, folder, listener);
            training.resume();
            Predictions predictions = null;
            String diverged = null;
            try {
                training.run();
                predictions = trial.tested() ? predict(network, data) : null;
            } catch (DivergedException e) {
                diverged = String.valueOf(e.getMessage());
                predictions = trial.tested() ? undecided(data) : null;
            } catch (CancellationException e) {
                training.saveNow();
                throw e;
            }
            Optional<Predictions> written = Optional.ofNullable(predictions);
            // A frozen weight may be infinite, as the mask of an attention.
            saved = diverged == null || network.finite();
            // An interrupt comes too late now to save any time, and no checkpoint has the whole training.
            TrialResult result = Cancellation.defer(() -> write(network, saved, file, layers, training, written));
            outcome = diverged == null
                    ? new TrialOutcome.Completed(trial, result)
                    : new TrialOutcome.Diverged(trial, result, diverged);
        }
        Optional<Predictions> predictions = outcome.findResult().flatMap(TrialResult::predictions);
        if (outcome instanceof TrialOutcome.Completed && saved && predictions.isPresent()) {
            checkSaved(file, data.test(), predictions.get());
        }
        return outcome;
    }

    /** Refuses a model that doesn't predict from its saved weights what it predicted in its trial. */
    private void checkSaved(EncodedFile file, TokenTable test, Predictions predictions)
            throws TrialException, IOException {
        int rows = Math.min(test.size(), trial.model().training().batchSize());
        List<int[]> batch = IntStream.range(0, rows).mapToObj(test::tokens).toList();
        Predictions again;
        try (LazyTrainedModel saved = new LazyTrainedModel(trial, file.input(), folder, true)) {
            again = Cancellation.deferHere(() -> saved.predict(batch, TrainedModel.Padding.TRAINED));
        } catch (UncheckedIOException e) {
            throw unusable(e);
        } catch (TrainedModel.QueryException e) {
            throw new TrialException("from its saved weights, " + e.getMessage(), e, true);
        }
        for (int row = 0; row < rows; row++) {
            for (int label = 0; label < predictions.classes(); label++) {
                double before = predictions.probability(row, label);
                double after = again.probability(row, label);
                if (Math.abs(before - after) > ROUNDING) {
                    throw new TrialException(model()
                            + String.format(
                                    Locale.ROOT,
                                    " gave a test example the probability %.4f, and %.4f from its saved weights;"
                                            + " it keeps something outside of its parameters, or draws random numbers"
                                            + " to predict; this is a fault of the plugin",
                                    before,
                                    after));
                }
            }
        }
    }

    /** Returns why weights that have just been saved can't be used: if their file is whole, the model is another one. */
    private TrialException unusable(UncheckedIOException thrown) {
        Throwable fault = thrown;
        while (fault.getCause() instanceof IOException) {
            fault = fault.getCause();
        }
        try {
            SafetensorsFile.open(folder.resolve(SafetensorsWriter.FILE));
        } catch (IOException | BakeoffException e) {
            return new TrialException("from its saved weights, " + thrown.getMessage(), thrown, true);
        }
        return new TrialException(
                plugin() + " makes another model each time: " + ThrownText.message(fault)
                        + "; this is a fault of the plugin",
                thrown,
                false);
    }

    private TrialResult write(
            Network network,
            boolean saved,
            EncodedFile file,
            List<Layer> layers,
            TrainingLoop training,
            Optional<Predictions> predictions)
            throws IOException {
        if (saved) {
            SafetensorsWriter.save(network.weights(), TrialFolder.writable(folder, SafetensorsWriter.FILE));
        }
        if (predictions.isPresent()) {
            PredictionsFile.write(TrialFolder.writable(folder, "predictions.csv"), file, predictions.get());
        }
        return new TrialResult(layers, training.history(), predictions);
    }

    /** Predicts every class with the same probability for every test example. */
    private Predictions undecided(TrialData data) {
        double[] probabilities = new double[data.test().size() * data.info().outputs()];
        int classes = data.info().classes().size();
        Arrays.fill(probabilities, 1.0 / classes);
        return new Predictions(trial.seed(), classes, probabilities);
    }

    private Block create(DatasetInfo data, TrainingExamples examples) throws TrialException {
        Block block;
        try {
            block = trial.block(data, examples);
        } catch (Throwable e) {
            // An interrupt is the user's; whatever else is thrown, an Error among it, is the plugin's.
            Cancellation.check(e);
            throw new TrialException(
                    plugin() + " can't make the model: " + PluginInvoker.fault(code(), e),
                    e,
                    !PluginInvoker.isMistake(e));
        }
        if (block == null) {
            throw new TrialException(plugin() + " gives null for the model; this is a fault of the plugin");
        }
        return block;
    }

    /** Refuses learning rates of parts that the model doesn't have, or that have nothing to train. */
    private void checkLearningRates(Network network) throws TrialException {
        Optional<String> fault = LearningRates.of(trial.model().training(), network.places())
                .fault(network.learned().keySet());
        if (fault.isPresent()) {
            throw new TrialException(model() + " can't have the \"learningRates\": " + fault.get());
        }
    }

    /** Refuses a model with weights that can't be saved, before it is trained for nothing. */
    private void checkTypes(Network network) throws TrialException {
        for (Map.Entry<String, NDArray> weight : network.weights().entrySet()) {
            try {
                SafetensorsWriter.type(weight.getKey(), weight.getValue().getDataType());
            } catch (IOException e) {
                throw new TrialException(
                        model() + " can't be trained: " + e.getMessage() + "; this is a fault of the plugin", e, false);
            }
        }
    }

    /** Refuses a model whose logits have another shape than they must. */
    private static void checkOutput(Network network, DatasetInfo data) {
        for (int rows : new int[] {1, 3}) {
            try (NDManager scope = network.scope()) {
                TokenIds tokens = new TokenIds(new long[Math.multiplyExact(rows, data.length())], rows);
                LogitsShapeException.require(network.logits(scope, tokens), tokens, data.outputs());
            }
        }
    }

    private void started(List<Layer> layers, ValidationSplit split) {
        int size = trial.model().training().batchSize();
        int batches = (split.train().length + size - 1) / size;
        listener.accept(new Progress.TrialStarted(trial.name(), trial.model().name(), layers, trial.epochs(), batches));
    }

    private Predictions predict(Network network, TrialData data) throws DivergedException {
        int size = data.test().size();
        Batches batches =
                new Batches(data.test(), trial.model().training(), data.info().length());
        double[] probabilities = new Predictor(
                        network, new CrossEntropyLoss(data.info().outputs()))
                .probabilities(
                        batches.inOrder(IntStream.range(0, size).toArray()),
                        data.test(),
                        done -> listener.accept(new Progress.Predicting(trial.name(), done, size)));
        if (!Arrays.stream(probabilities).allMatch(Double::isFinite)) {
            throw new DivergedException(trial, "logits for test examples became infinite or NaN");
        }
        return new Predictions(trial.seed(), data.info().classes().size(), probabilities);
    }

    private Class<?> code() {
        return trial.model().provider().plugin().getClass();
    }

    private String plugin() {
        return "the plugin '" + trial.model().provider().plugin().name() + "'";
    }

    private String model() {
        return "the model of the plugin '" + trial.model().provider().plugin().name() + "'";
    }
}
