package org.bakeoff.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bakeoff.data.TrialData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.Cancellation;
import org.bakeoff.spec.ClassWeights;
import org.bakeoff.spec.Training;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Trains a network, epoch by epoch. It sees no test example. */
final class TrainingLoop {

    /** The shortest time between two reported batches, in nanoseconds. */
    private static final long PAUSE = 100_000_000;

    private final Engine engine;
    private final Network network;
    private final CrossEntropyLoss objective;
    private final Trial trial;
    private final TrialData data;
    private final ValidationSplit split;
    private final Training training;
    private final Batches batches;
    private final Optimizer optimizer;
    private final HistoryFile history;
    private final Checkpoint checkpoint;
    private final Consumer<Progress.OfTrial> listener;

    private TrainingState state = TrainingState.START;
    private TrainingState written = state;
    private @Nullable Map<String, NDArray> best;
    private long reported = System.nanoTime() - PAUSE;
    private String warning = "";
    private boolean savable = true;

    TrainingLoop(
            Network network,
            Trial trial,
            TrialData data,
            ValidationSplit split,
            Path folder,
            Consumer<Progress.OfTrial> listener) {
        this.engine = network.engine();
        this.network = network;
        this.objective = objective(data, split, trial.model().training());
        this.trial = trial;
        this.data = data;
        this.split = split;
        this.training = trial.model().training();
        this.batches = new Batches(data.train(), training, data.info().length());
        this.optimizer = Optimizer.of(
                training, LearningRates.of(training, network.places()), network.learned(), network.manager());
        this.history = new HistoryFile(folder);
        this.checkpoint = new Checkpoint(folder, trial);
        this.listener = listener;
    }

    private static CrossEntropyLoss objective(TrialData data, ValidationSplit split, Training training) {
        ClassWeights weights = training.classWeights();
        int[] sizes = new int[data.info().classes().size()];
        for (int example : split.train()) {
            sizes[data.labels()[example]]++;
        }
        return new CrossEntropyLoss(
                data.info().outputs(),
                weights == null ? new double[0] : weights.weights(data.info().classes(), sizes),
                training.labelSmoothing());
    }

    /**
     * Resumes from the checkpoint, if there is one that can be used, and removes the history beyond that.
     *
     * @throws org.bakeoff.io.BakeoffException if the checkpoint or the history can't be read; both are left alone then
     */
    void resume() throws IOException {
        boolean resumed = false;
        if (checkpoint.exists()) {
            try {
                Checkpoint.Saved saved =
                        checkpoint.open(training, (split.train().length - 1) / training.batchSize() + 1);
                if (saved.state().epoch() > trial.epochs() + 1) {
                    throw new DamagedFileException("it is of a later epoch");
                }
                history.resume(saved.state().history());
                if (saved.state().best() != null) {
                    best = network.snapshot();
                }
                saved.arrays().fill(arrays());
                optimizer.resume(saved.state().steps());
                state = saved.state();
                written = state;
                resumed = true;
            } catch (DamagedFileException e) {
                best = null;
                warn("starts again from the beginning, since its checkpoint can't be used: " + e.getMessage());
            }
        }
        if (!resumed) {
            history.restart();
        }
        if (state.steps() > 0 && !state.over()) {
            listener.accept(new Progress.TrialResumed(trial.name(), state.epoch(), state.batches()));
        }
    }

    /**
     * Trains until the last epoch, or until early stopping, which restores the best weights.
     *
     * @throws DivergedException if a loss becomes infinite or NaN
     */
    void run() throws DivergedException, IOException {
        while (!state.over() && state.epoch() <= trial.epochs()) {
            listener.accept(new Progress.EpochEnded(trial.name(), epoch()));
        }
        if (trial.untilEpoch() != null) {
            saveNow();
        } else if (best != null) {
            network.restore(best);
        }
    }

    /**
     * Writes a checkpoint, unless the newest one has all there is, or an interrupt within an update left weights that no training without
     * it would have; what is wrong with it is a warning.
     */
    void saveNow() {
        if (savable && !state.equals(written)) {
            save();
        }
    }

    /** Returns what the epochs come to, once they are on disk. */
    TrainingHistory history() throws IOException {
        history.force();
        return history.read(state.epoch() - 1);
    }

    /** Returns everything that training changes, by name. */
    private Map<String, NDArray> arrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        network.weights().forEach((name, array) -> arrays.put("weight " + name, array));
        optimizer.arrays().forEach(arrays::put);
        if (best != null) {
            best.forEach((name, array) -> arrays.put("best " + name, array));
        }
        return arrays;
    }

    private void save() {
        written = state;
        try {
            history.force();
            checkpoint.write(state, arrays());
        } catch (IOException e) {
            warn("continues without a new checkpoint: " + e.getMessage());
        }
    }

    private void warn(String text) {
        // A full disk would be reported with every checkpoint.
        if (!text.equals(warning)) {
            warning = text;
            listener.accept(new Progress.TrialWarned(trial.name(), text));
        }
    }

    private void report(int batch) {
        if (System.nanoTime() - reported >= PAUSE) {
            reported = System.nanoTime();
            Epoch soFar = state.soFar(null, null);
            listener.accept(new Progress.BatchTrained(
                    trial.name(), soFar.epoch(), batch, soFar.loss(), soFar.accuracy(), soFar.examplesPerSecond()));
        }
    }

    /** Trains the rest of the current epoch, and returns it. */
    private Epoch epoch() throws DivergedException, IOException {
        int number = state.epoch();
        List<Batch> order = batches.shuffled(
                split.train(), Seeds.shuffle(trial.seed(), trial.model().name(), number));
        double before = state.totals().seconds();
        long start = System.nanoTime();
        int accumulation = training.gradientAccumulation();
        LearningRateSchedule schedule = new LearningRateSchedule(training, (order.size() - 1) / accumulation + 1);
        // Between the batches of an update nothing is reported or saved; an interrupt there gives its gradients up, so
        // that no checkpoint has half an update.
        while (state.batches() < order.size()) {
            int first = state.batches();
            int end = first + Math.min(order.size() - first, accumulation);
            TrainingState.Totals sums = addGradients(number, order, first, end);
            optimizer.step(schedule.share(number, first / accumulation));
            state = state.trained(end - first, sums.in(before + seconds(start)));
            if (!Double.isFinite(sums.loss())) {
                throw new DivergedException(
                        trial,
                        "loss became " + sums.loss() + " in epoch " + number + ", batch " + end + " of "
                                + order.size());
            }
            report(end);
            saveIfDue();
        }
        Epoch epoch = validated();
        history.add(epoch);
        end(epoch);
        saveIfDue();
        return epoch;
    }

    private void saveIfDue() {
        if (checkpoint.due()) {
            save();
        }
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

    /** Adds the gradients of an update's batches, each by its share of their examples; returns the epoch's sums with them. */
    private TrainingState.Totals addGradients(int epoch, List<Batch> order, int first, int end) {
        int examples = order.subList(first, end).stream().mapToInt(Batch::size).sum();
        double loss = state.totals().loss();
        int right = state.totals().right();
        for (int index = first; index < end; index++) {
            check(index > first);
            engine.setRandomSeed(Seeds.update(trial.seed(), trial.model().name(), epoch, index));
            Batch batch = order.get(index);
            int[] labels = IntStream.of(batch.examples())
                    .map(example -> data.labels()[example])
                    .toArray();
            double[] logits = network.addGradients(
                    batch.tokens(data.train()), labels, objective, (double) batch.size() / examples);
            for (int row = 0; row < labels.length; row++) {
                loss += objective.loss(logits, row, labels[row]);
                right += objective.predicted(logits, row) == labels[row] ? 1 : 0;
            }
        }
        return new TrainingState.Totals(
                loss,
                right,
                state.totals().examples() + examples,
                state.totals().seconds());
    }

    /** Ends the training if it was interrupted. Weights are those before the update, except for running means and the like, which aren't learned. */
    private void check(boolean withinUpdate) {
        try {
            Cancellation.check();
        } catch (CancellationException e) {
            savable = !withinUpdate
                    || network.weights().size() == network.learned().size();
            throw e;
        }
    }

    /** Ends an epoch: keeps the best weights, and stops when patience has run out. */
    private void end(Epoch epoch) {
        Training.EarlyStopping stopping = training.earlyStopping();
        Double loss = epoch.validationLoss();
        boolean last = epoch.epoch() == training.epochs();
        if (stopping == null || loss == null) {
            state = state.ended(epoch, false, last, history.mark());
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
        state = state.ended(epoch, better, last || !patient, history.mark());
    }

    private static double seconds(long start) {
        return Math.max(1, System.nanoTime() - start) / 1e9;
    }
}
