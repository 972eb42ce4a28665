package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.Cancellation;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Layer;
import org.jspecify.annotations.Nullable;

/** Holds a plugin's block with its weights on a device. */
final class Network implements AutoCloseable {

    /** Reports that a plugin's block threw something while it was initialised or run; the cause is what it threw. */
    static final class ModelFault extends RuntimeException {

        private static final long serialVersionUID = 1;

        ModelFault(Throwable cause) {
            super(cause);
        }
    }

    private final Block block;
    private final Engine engine;
    private final NDManager manager;
    private final ParameterStore store;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> learned = new LinkedHashMap<>();
    private final GivenArrays given;
    private final FrozenParts parts = new FrozenParts();
    /** The arrays of parameters that aren't the parameters' own. */
    private final IdentityHashMap<Parameter, NDArray> own = new IdentityHashMap<>();

    private final Set<Parameter> parameters = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Initialises a block; its first weights are drawn on the CPU, so that they are the same on every device.
     *
     * @param length the number of columns to initialise it for
     */
    Network(Block block, Engine engine, Device device, int length) {
        this.block = block;
        this.engine = engine;
        this.manager = engine.newBaseManager(device);
        this.store = new OwnParameters(manager);
        this.given = new GivenArrays(manager);
        boolean made = false;
        try {
            initialise(device, length);
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    /**
     * Makes a block of frozen weights, no more of them than a file holds.
     *
     * @param length the number of columns to initialise it for
     * @param limit a file with the weights of such a block
     * @param saved its weights, which may be the same file; empty for initial values
     * @throws IOException if a file can't be read or doesn't fit the block
     */
    static Network frozen(
            Block block,
            Engine engine,
            Device device,
            int length,
            SafetensorsFile limit,
            Optional<SafetensorsFile> saved)
            throws IOException {
        guard(() -> limit.limit(block, saved.isEmpty()));
        Network network = new Network(block, engine, device, length);
        boolean made = false;
        try {
            network.learned.values().forEach(weight -> weight.setRequiresGradient(false));
            if (saved.isPresent()) {
                saved.get().fill(network.weights);
            }
            made = true;
            return network;
        } finally {
            if (!made) {
                network.close();
            }
        }
    }

    private void initialise(Device device, int length) {
        // Not closed here: on the CPU the block's parameters live in it. It goes with the manager.
        NDManager cpu = manager.newSubManager(Device.cpu());
        guard(() -> {
            given.prepare(block);
            block.initialize(cpu, DataType.FLOAT32, new Shape(1, length));
        });
        Map<String, Parameter> named = new HashMap<>();
        for (Pair<String, Parameter> pair : guarded(block::getParameters)) {
            Parameter parameter = pair.getValue();
            // Layers may share a weight, which stands for all of them in training, or it would be changed several
            // times.
            boolean isShared = !parameters.add(parameter);
            if (!isShared) {
                guarded(() -> Optional.ofNullable(given.own(pair.getKey(), parameter, device)))
                        .ifPresent(array -> own.put(parameter, array));
            }
            NDArray weight = store.getValue(parameter, device, true);
            weights.put(pair.getKey(), weight);
            Parameter other = named.put(pair.getKey(), parameter);
            if (other != null && !other.equals(parameter)) {
                throw new ModelFault(new IllegalArgumentException(
                        "two of its parameters have the name '" + pair.getKey() + "', and only one could be saved"));
            }
            if (parameter.requiresGradient() && !isShared) {
                learned.put(pair.getKey(), weight);
            }
        }
        given.begin();
        guard(() -> parts.add(block));
    }

    /** Gives a block its own parameters alone: another one, as of a layer that isn't a child of it, would be neither trained nor saved. */
    private final class OwnParameters extends ParameterStore {

        OwnParameters(NDManager manager) {
            super(manager, false);
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            if (!parameters.contains(parameter)) {
                throw new IllegalArgumentException(
                        "it uses a parameter, '" + parameter.getName()
                                + "', that is none of its own by getParameters(), so that it could be neither trained nor saved");
            }
            given.ask(parameter);
            NDArray array = own.get(parameter);
            return array == null ? super.getValue(parameter, device, training) : array;
        }
    }

    /**
     * Computes the logits of a batch, not for training.
     *
     * @param scope owns everything that is computed
     * @return (rows, outputs)
     */
    NDArray logits(NDManager scope, TokenIds tokens) {
        return logits(scope, store, tokens, null);
    }

    /**
     * Computes logits from ids as the block expects them: a view, whose memory stays time first.
     *
     * @param backward takes the block's own backward passes in training; otherwise null
     */
    private NDArray logits(
            NDManager scope,
            ParameterStore parameters,
            TokenIds tokens,
            @Nullable List<Consumer<GradientCollector>> backward) {
        given.use();
        NDArray input = scope.create(tokens.timeFirst(), new Shape(tokens.columns(), tokens.rows()));
        PairList<String, Object> options = new PairList<>();
        options.add(ModelProvider.TOKEN_IDS, tokens.timeFirst());
        boolean training = backward != null;
        if (training) {
            options.add(ModelProvider.BACKWARD_PASSES, backward);
        }
        return guarded(() -> block.forward(parameters, new NDList(input.transpose()), training, options)
                .singletonOrThrow());
    }

    /**
     * Returns the logits of rows of vectors that stand in for embedded token ids: the embedding's parameter is replaced by a table
     * with one row a position, and every position asks for its own row. Padding in front keeps its id, so that a model may
     * treat it in a way of its own.
     *
     * @param table the vector of padding, then those of all positions: (1 + rows * columns, size of a vector)
     * @param tokens the token ids that the vectors stand for, position by position
     */
    NDArray logits(NDManager scope, Parameter embedding, NDArray table, long[] tokens, int columns) {
        long[] own = new long[tokens.length];
        for (int start = 0; start < own.length; start += columns) {
            int position = start;
            while (position < start + columns && tokens[position] == 0) {
                position++;
            }
            for (; position < start + columns; position++) {
                own[position] = 1L + position;
            }
        }
        ParameterStore replacing = new ParameterStore(scope, false) {
            @Override
            public NDArray getValue(Parameter parameter, Device device, boolean training) {
                return embedding.equals(parameter) ? table : store.getValue(parameter, device, training);
            }
        };
        return logits(scope, replacing, TokenIds.ofRows(own, columns), null);
    }

    /**
     * Adds a share of the gradients of a batch's mean loss to those that the trained weights hold.
     *
     * @return the logits, row by row
     */
    double[] addGradients(TokenIds tokens, int[] labels, CrossEntropyLoss objective, double share) {
        try (NDManager scope = scope()) {
            boolean unknown = parts.areUnknown();
            if (unknown) {
                logits(scope, tokens);
                guard(parts::note);
            }
            NDArray logits;
            try (GradientCollector collector = PyTorch.collector()) {
                List<Consumer<GradientCollector>> backward = new ArrayList<>();
                logits = LogitsShapeException.require(
                        logits(scope, store, tokens, backward), tokens, objective.outputs());
                guard(parts::checkParameters);
                NDArray loss = objective.loss(logits, labels);
                collector.backward(share == 1 ? loss : loss.mul(scope.create(share)));
                guard(() -> ModelProvider.runBackward(backward, collector));
            }
            guard(given::checkAsked);
            if (unknown) {
                logits(scope, tokens);
                guard(parts::checkModules);
            }
            return Predictor.values(logits);
        }
    }

    /** Returns the parameters named {@code embedding}, by the names of their weights; one that layers share stands for all of them. */
    Map<String, Parameter> embeddings() {
        return ParameterNames.embeddings(block);
    }

    /** Lists the layers of the block, see {@link LayerList}. */
    List<Layer> layers(int length) {
        given.use();
        return guarded(() -> LayerList.of(block, length));
    }

    private static void guard(Runnable call) {
        guarded(() -> {
            call.run();
            return call;
        });
    }

    /** Calls the plugin's code. What it throws is the plugin's fault, except for the engine's exceptions and those of weights. */
    static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (EngineException | SafetensorsFile.TooSmallException e) {
            throw e;
        } catch (Throwable e) {
            // An interrupt is the user's; whatever else is thrown, an Error among it, is the plugin's.
            Cancellation.check(e);
            throw new ModelFault(e);
        }
    }

    /** Returns the names that DJL would give the weights, by those that the block gives them. */
    Map<String, String> places() {
        return guarded(() -> ParameterNames.places(block));
    }

    /** Opens a scope for one batch, to be closed with all its arrays. */
    NDManager scope() {
        return manager.newSubManager();
    }

    /** Returns all weights by name, trained or not. */
    Map<String, NDArray> weights() {
        return weights;
    }

    /** Returns the weights that are trained, by name. */
    Map<String, NDArray> learned() {
        return learned;
    }

    /**
     * Frees what the plugin gave as the arrays of the block's parameters, but for what it keeps for all models.
     *
     * @param next another block of the same model, made and prepared in the same way
     * @param length the number of columns to initialise it for
     * @param trained whether this will be trained, and was run before
     */
    void free(Block next, int length, boolean trained) {
        if (given.cameWithAll()) {
            given.free(GivenArrays.of(next), trained);
            return;
        }
        Set<NDArray> others;
        try (Network other = new Network(next, engine, manager.getDevice(), length)) {
            others = other.given.outside();
        }
        given.free(others, trained);
    }

    /** Returns what the plugin gave as the arrays of the block's parameters. */
    GivenArrays given() {
        return given;
    }

    /** Returns how many arrays the weights' managers hold, which live until this is closed. */
    int arrays() {
        return Stream.concat(Stream.of(manager), weights.values().stream().map(NDArray::getManager))
                .distinct()
                .mapToInt(owner -> owner.getManagedArrays().size())
                .sum();
    }

    /** Returns whether all weights are finite. */
    boolean finite() {
        return weights.values().stream().allMatch(Network::isFinite);
    }

    private static boolean isFinite(NDArray weight) {
        try (NDArray nan = weight.isNaN();
                NDArray infinite = weight.isInfinite();
                NDArray either = nan.logicalOr(infinite);
                NDArray any = either.any()) {
            return !any.getBoolean();
        }
    }

    NDArray weight(String name) {
        return Optional.ofNullable(weights.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no weight " + name));
    }

    Engine engine() {
        return engine;
    }

    /** Returns the manager of the weights, which lives as long as they do. */
    NDManager manager() {
        return manager;
    }

    Map<String, NDArray> snapshot() {
        Map<String, NDArray> copy = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            NDArray duplicate = weight.duplicate();
            duplicate.attach(manager);
            copy.put(name, duplicate);
        });
        return copy;
    }

    /** Restores copied weights and frees the copy. */
    void restore(Map<String, NDArray> snapshot) {
        snapshot.forEach((name, saved) -> {
            NDArray weight = weights.get(name);
            if (weight != null) {
                // Not saved.copyTo(weight): that puts a buffer of Java in the place of the weight's own memory, and
                // PyTorch warns of how it does so.
                weight.set(new NDIndex("..."), saved);
            }
            saved.close();
        });
    }

    @Override
    public void close() {
        manager.close();
        given.close();
    }
}
