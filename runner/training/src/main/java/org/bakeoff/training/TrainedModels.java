package org.bakeoff.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.ModelInput;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.plugins.PluginInvoker;

/**
 * The models that trials left in their folders. Each is opened when it is first asked something. It stays open until this is closed, but of
 * those that {@link #of} returned, no more than memory should hold: others are opened again when they are asked. Their computations take
 * turns with each other and with trials in this process.
 */
public final class TrainedModels implements AutoCloseable {

    /** So many bytes the weights of open models may have, but for the last one. */
    private static final long MOST = 1L << 30;

    private final Function<Trial, ModelInput> inputs;
    private final Path trials;
    private final long most;
    private final List<LazyTrainedModel> models = new ArrayList<>();
    /** Those that may be closed for others, the one that was opened last at the end. */
    private final Deque<LazyTrainedModel> open = new ArrayDeque<>();

    /**
     * Opens nothing yet.
     *
     * @param inputs describes what the model of a trial takes
     * @param trials the folder of all trials' folders
     */
    public TrainedModels(Function<Trial, ModelInput> inputs, Path trials) {
        this(inputs, trials, MOST);
    }

    TrainedModels(Function<Trial, ModelInput> inputs, Path trials, long most) {
        this.inputs = inputs;
        this.trials = trials;
        this.most = most;
    }

    /** Returns the models of those trials that left their weights, by the trial's name. */
    public Map<String, TrainedModel> of(List<TrialOutcome> outcomes) {
        Map<String, TrainedModel> found = new LinkedHashMap<>();
        for (TrialOutcome outcome : outcomes) {
            Path folder = trials.resolve(outcome.trial().name());
            if (outcome.findResult().isPresent() && Files.exists(folder.resolve(SafetensorsWriter.FILE))) {
                LazyTrainedModel model = new LazyTrainedModel(
                        outcome.trial(), inputs.apply(outcome.trial()), folder, true, this::opened);
                models.add(model);
                found.put(outcome.trial().name(), model);
            }
        }
        return found;
    }

    /**
     * Closes other models, as many as memory has no room for: those that were opened last, so that of models that are asked in turn, again and
     * again, most stay open. One that is answering stays.
     */
    private void opened(LazyTrainedModel model) {
        open.remove(model);
        long bytes =
                model.bytes() + open.stream().mapToLong(LazyTrainedModel::bytes).sum();
        Iterator<LazyTrainedModel> others = open.descendingIterator();
        while (bytes > most && others.hasNext()) {
            LazyTrainedModel other = others.next();
            long freed = other.bytes();
            if (other.release()) {
                bytes -= freed;
                others.remove();
            }
        }
        open.addLast(model);
    }

    /**
     * Returns the model of a trial, opened.
     *
     * @throws IOException if its plugin can't make it, or its weights can't be read or don't fit; the message is for the
     *     user
     * @throws BakeoffException if a file can't be read
     */
    public TrainedModel open(Trial trial) throws IOException {
        LazyTrainedModel model = made(trial);
        models.add(model);
        return model;
    }

    private LazyTrainedModel made(Trial trial) throws IOException {
        LazyTrainedModel model = new LazyTrainedModel(trial, inputs.apply(trial), trials.resolve(trial.name()), true);
        try {
            model.open();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (BakeoffException e) {
            throw e;
        } catch (Throwable e) {
            Cancellation.check(e);
            throw new IOException(
                    "the plugin '" + trial.model().provider().plugin().name() + "' can't make the model of "
                            + trial.name() + ": "
                            + PluginInvoker.fault(
                                    trial.model().provider().plugin().getClass(), e),
                    e);
        }
        return model;
    }

    /**
     * Returns whether the plugin of a model still makes a network that its weights fit. The first trial that left weights
     * speaks for all.
     *
     * @param outcomes the trials of one model
     * @throws BakeoffException if a file can't be read
     */
    public boolean fits(List<TrialOutcome> outcomes) {
        for (TrialOutcome outcome : outcomes) {
            if (!of(List.of(outcome)).isEmpty()) {
                try {
                    // Kept open, they would take the memory of one model for each that is compared.
                    made(outcome.trial()).close();
                    return true;
                } catch (IOException e) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Frees all models; one that is asked afterwards throws {@link IllegalStateException}. */
    @Override
    public void close() {
        models.forEach(LazyTrainedModel::close);
    }
}
