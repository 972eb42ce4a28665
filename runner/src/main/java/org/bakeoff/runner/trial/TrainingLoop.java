package org.bakeoff.runner.trial;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import org.bakeoff.runner.data.TrialData;
import org.bakeoff.runner.data.ValidationSplit;
import org.bakeoff.runner.progress.Cancellation;
import org.bakeoff.runner.progress.Epoch;
import org.bakeoff.runner.spec.Training;
import org.jspecify.annotations.Nullable;

/** Trains a network, epoch by epoch. It sees no test example. */
final class TrainingLoop {

    /** Hears of the training. */
    interface Listener {

        /** A batch was trained; sums are over the epoch so far. */
        void batch(int epoch, int batch, double loss, double accuracy, double examplesPerSecond);

        /** An epoch is over. */
        void epoch(Epoch epoch) throws java.io.IOException;
    }

    private final Engine engine;
    private final Network network;
    private final Objective objective;
    private final Trial trial;
    private final TrialData data;
    private final ValidationSplit split;
    private final Training training;
    private final Batches batches;
    private final Adam adam;

    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private @Nullable Map<String, NDArray> best;

    TrainingLoop(
            Engine engine, Network network, Objective objective, Trial trial, TrialData data, ValidationSplit split) {
        this.engine = engine;
        this.network = network;
        this.objective = objective;
        this.trial = trial;
        this.data = data;
        this.split = split;
        this.training = trial.model().training();
        this.batches = new Batches(data.train(), training, data.spec().length());
        this.adam = network.adam(training.learningRate(), training.clipNorm());
    }

    /**
     * Trains until the last epoch, or until early stopping, which puts the best weights back.
     *
     * @throws DivergedException if a loss is no finite number
     */
    void run(Listener listener) throws DivergedException, java.io.IOException {
        for (int number = 1; number <= training.epochs(); number++) {
            Epoch epoch = epoch(number, listener);
            listener.epoch(epoch);
            if (stop(epoch)) {
                break;
            }
        }
        if (best != null) {
            network.restore(best);
        }
    }

    private Epoch epoch(int number, Listener listener) throws DivergedException {
        List<Batch> order = batches.shuffled(
                split.train(), Seeds.shuffle(trial.seed(), trial.model().name(), number));
        double loss = 0;
        int right = 0;
        int count = 0;
        long start = System.nanoTime();
        for (int index = 0; index < order.size(); index++) {
            Batch batch = order.get(index);
            double[] logits = update(batch, share(number - 1 + (double) index / order.size()));
            for (int row = 0; row < batch.size(); row++) {
                int label = data.labels()[batch.examples()[row]];
                loss += objective.loss(logits, row, label);
                right += objective.predicted(logits, row) == label ? 1 : 0;
            }
            count += batch.size();
            if (!Double.isFinite(loss)) {
                throw new DivergedException(
                        trial,
                        "loss became " + loss + " in epoch " + number + ", batch " + (index + 1) + " of "
                                + order.size());
            }
            listener.batch(number, index + 1, loss / count, (double) right / count, count / seconds(start));
        }
        double seconds = seconds(start);
        Predictor.Score validation = split.validation().length == 0
                ? null
                : new Predictor(network, objective)
                        .score(batches.inOrder(split.validation()), data.train(), data.labels());
        if (validation != null && !Double.isFinite(validation.loss())) {
            throw new DivergedException(
                    trial, "validation loss became " + validation.loss() + " after epoch " + number);
        }
        return new Epoch(
                number,
                loss / count,
                (double) right / count,
                validation == null ? null : validation.loss(),
                validation == null ? null : validation.accuracy(),
                seconds,
                count / seconds);
    }

    /** The share of the step size after so many epochs; the last update's is that of one among all. */
    private double share(double epochs) {
        return switch (training.schedule()) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - epochs / training.epochs();
        };
    }

    /** One update; gives the logits from before it. */
    private double[] update(Batch batch, double share) {
        Cancellation.check();
        int[] labels = new int[batch.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = data.labels()[batch.examples()[row]];
        }
        try (NDManager scope = network.scope()) {
            NDArray logits;
            try (GradientCollector collector = engine.newGradientCollector()) {
                logits = network.logits(scope, batch.tokens(data.train()), batch.columns(), true);
                collector.backward(objective.loss(logits, labels));
            }
            adam.step(share);
            return Predictor.values(logits);
        }
    }

    /** Keeps the best weights, and says whether the patience is at its end. */
    private boolean stop(Epoch epoch) {
        Training.EarlyStopping stopping = training.earlyStopping();
        Double loss = epoch.validationLoss();
        if (stopping == null || loss == null) {
            return false;
        }
        if (loss < bestLoss) {
            bestLoss = loss;
            bestEpoch = epoch.epoch();
            if (best != null) {
                best.values().forEach(NDArray::close);
            }
            best = network.snapshot();
            return false;
        }
        return epoch.epoch() - bestEpoch >= stopping.patience();
    }

    private static double seconds(long start) {
        return Math.max(1, System.nanoTime() - start) / 1e9;
    }
}
