package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import org.bakeoff.data.TokenTable;
import org.bakeoff.io.Cancellation;

/** Runs batches through a network without learning from them. */
record Predictor(Network network, CrossEntropyLoss objective) {

    /** The mean loss and the accuracy of labelled examples. */
    record Score(double loss, double accuracy) {}

    Score score(List<Batch> batches, TokenTable table, int[] labels) {
        double[] losses = new double[table.size()];
        int right = 0;
        int count = 0;
        for (Batch batch : Batches.largestFirst(batches, table)) {
            double[] logits = logits(batch, table);
            for (int row = 0; row < batch.size(); row++) {
                int example = batch.examples()[row];
                losses[example] = objective.loss(logits, row, labels[example]);
                right += objective.predicted(logits, row) == labels[example] ? 1 : 0;
            }
            count += batch.size();
        }
        // Added in the order of the batches, whatever order they were computed in.
        double loss = 0;
        for (Batch batch : batches) {
            for (int example : batch.examples()) {
                loss += losses[example];
            }
        }
        return new Score(loss / count, (double) right / count);
    }

    /**
     * Returns the probabilities of all examples of a table, as {@link org.bakeoff.api.Predictions} wants them.
     *
     * @param done told after every batch how many examples are done
     */
    double[] probabilities(List<Batch> batches, TokenTable table, IntConsumer done) {
        double[] probabilities = new double[table.size() * objective.outputs()];
        int count = 0;
        for (Batch batch : Batches.largestFirst(batches, table)) {
            double[] logits = logits(batch, table);
            for (int row = 0; row < batch.size(); row++) {
                objective.probabilities(logits, row, probabilities, batch.examples()[row]);
            }
            count += batch.size();
            done.accept(count);
        }
        return probabilities;
    }

    private double[] logits(Batch batch, TokenTable table) {
        return batch.inParts(part -> computed(part, table)).stream()
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }

    private double[] computed(Batch batch, TokenTable table) {
        Cancellation.check();
        try (NDManager scope = network.scope()) {
            TokenIds tokens = batch.tokens(table);
            return values(LogitsShapeException.require(network.logits(scope, tokens), tokens, objective.outputs()));
        }
    }

    /** Returns the numbers of an array of any floating type. */
    static double[] values(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }
}
