package org.bakeoff.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.bakeoff.data.TrialData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.Cancellation;
import org.bakeoff.spec.Training;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;

/** Trains a network, epoch by epoch. It sees no test example. */
final class TrainingLoop {

    /** Receives training events. */
    interface Listener {

        /** A batch was trained; gets the epoch as far as it has come. */
        void batch(int batch, Epoch soFar);

        /** An epoch is over; gets all epochs that are. */
        void epoch(List<Epoch> all) throws IOException;

        /** A checkpoint couldn't be written or used; training continues. */
        void warning(String warning);
    }

    private final Engine engine;
    private final Network network;
    private final CrossEntropyLoss objective;
    private final Trial trial;
    private final TrialData data;
    private final ValidationSplit split;
    private final Training training;
    private final Batches batches;
    private final Adam adam;
    private final Checkpoint checkpoint;
    private final Listener listener;

    private TrainingState state = TrainingState.START;
    private TrainingState written = state;
    private @Nullable Map<String, NDArray> best;

    TrainingLoop(
            Network network,
            Trial trial,
            TrialData data,
            ValidationSplit split,
            Checkpoint checkpoint,
            Listener listener) {
        this.engine = network.engine();
        this.network = network;
        this.objective = new CrossEntropyLoss(data.info().outputs());
        this.trial = trial;
        this.data = data;
        this.split = split;
        this.training = trial.model().training();
        this.batches = new Batches(data.train(), training, data.info().length());
        this.adam = new Adam(network.learned(), network.manager(), training.learningRate(), training.clipNorm());
        this.checkpoint = checkpoint;
        this.listener = listener;
    }

    /**
     * Resumes from the checkpoint; does nothing if there is none that can be used.
     *
     * @return where training starts
     */
    TrainingState resume() {
        if (checkpoint.exists()) {
            try {
                Checkpoint.Saved saved = checkpoint.open(training.epochs());
                if (saved.state().best() != null) {
                    best = network.snapshot();
                }
                saved.arrays().fill(arrays());
                adam.resume(saved.state().steps());
                state = saved.state();
                written = state;
            } catch (IOException e) {
                best = null;
                listener.warning(
                        "starts again from the beginning, since its checkpoint can't be used: " + e.getMessage());
            }
        }
        return state;
    }

    /**
     * Trains until the last epoch, or until early stopping, which restores the best weights. Writes a checkpoint if it is
     * interrupted.
     *
     * @throws DivergedException if a loss becomes infinite or NaN
     */
    void run() throws DivergedException, IOException {
        try {
            while (!state.over()) {
                epoch();
                listener.epoch(state.history());
            }
        } catch (CancellationException e) {
            if (!state.equals(written)) {
                save();
            }
            throw e;
        }
        if (best != null) {
            network.restore(best);
        }
    }

    /** Returns the epochs that are over. */
    List<Epoch> history() {
        return state.history();
    }

    /** Returns everything that training changes, by name. */
    private Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        network.weights().forEach((name, array) -> arrays.put("weight " + name, array));
        adam.moments().forEach(arrays::put);
        if (best != null) {
            best.forEach((name, array) -> arrays.put("best " + name, array));
        }
        return arrays;
    }

    private void save() {
        written = state;
        try {
            checkpoint.write(state, arrays());
        } catch (IOException e) {
            listener.warning("continues without a new checkpoint: " + e.getMessage());
        }
    }

    private void epoch() throws DivergedException {
        int number = state.epoch();
        List<Batch> order = batches.shuffled(
                split.train(), Seeds.shuffle(trial.seed(), trial.model().name(), number));
        double before = state.totals().seconds();
        long start = System.nanoTime();
        for (int index = state.batches(); index < order.size(); index++) {
            Cancellation.check();
            engine.setRandomSeed(Seeds.update(trial.seed(), trial.model().name(), number, index));
            Batch batch = order.get(index);
            double[] logits = update(batch, share(number - 1 + (double) index / order.size()));
            double loss = state.totals().loss();
            int right = state.totals().right();
            for (int row = 0; row < batch.size(); row++) {
                int label = data.labels()[batch.examples()[row]];
                loss += objective.loss(logits, row, label);
                right += objective.predicted(logits, row) == label ? 1 : 0;
            }
            state = state.trained(new TrainingState.Totals(
                    loss, right, state.totals().examples() + batch.size(), before + seconds(start)));
            if (!Double.isFinite(loss)) {
                throw new DivergedException(
                        trial,
                        "loss became " + loss + " in epoch " + number + ", batch " + (index + 1) + " of "
                                + order.size());
            }
            listener.batch(index + 1, state.soFar(null, null));
            if (checkpoint.due()) {
                save();
            }
        }
        end(validated());
        save();
    }

    /** Returns the epoch that has just ended, with its validation. */
    private Epoch validated() throws DivergedException {
        if (split.validation().length == 0) {
            return state.soFar(null, null);
        }
        Predictor.Score validation = new Predictor(network, objective)
                .score(batches.inOrder(split.validation()), data.train(), data.labels());
        if (!Double.isFinite(validation.loss())) {
            throw new DivergedException(
                    trial, "validation loss became " + validation.loss() + " after epoch " + state.epoch());
        }
        return state.soFar(validation.loss(), validation.accuracy());
    }

    /** Returns the share of the step size after so many epochs. */
    private double share(double epochs) {
        return switch (training.schedule()) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - epochs / training.epochs();
        };
    }

    /** Makes one update; returns the logits from before it. */
    private double[] update(Batch batch, double share) {
        int[] labels = new int[batch.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = data.labels()[batch.examples()[row]];
        }
        try (NDManager scope = network.scope()) {
            NDArray logits;
            try (GradientCollector collector = engine.newGradientCollector()) {
                logits = network.logits(scope, batch.tokens(data.train()), true);
                collector.backward(objective.loss(logits, labels));
            }
            adam.step(share);
            return Predictor.values(logits);
        }
    }

    /** Ends an epoch: keeps the best weights, and stops when patience has run out. */
    private void end(Epoch epoch) {
        Training.EarlyStopping stopping = training.earlyStopping();
        Double loss = epoch.validationLoss();
        boolean last = epoch.epoch() == training.epochs();
        if (stopping == null || loss == null) {
            state = state.ended(epoch, false, last);
            return;
        }
        TrainingState.Best before = state.best();
        boolean better = before == null || loss < before.loss();
        if (better) {
            if (best != null) {
                best.values().forEach(NDArray::close);
            }
            best = network.snapshot();
        }
        boolean patient = before == null || better || epoch.epoch() - before.epoch() < stopping.patience();
        state = state.ended(epoch, better, last || !patient);
    }

    private static double seconds(long start) {
        return Math.max(1, System.nanoTime() - start) / 1e9;
    }
}
