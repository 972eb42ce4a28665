package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.bakeoff.api.TrainedModel;

/**
 * Computes integrated gradients of single examples, along the straight path from an input of padding, by the midpoint rule.
 *
 * <p>Source: Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", ICML 2017, equation 3.
 *
 * @param batchSize how many points of the path are computed at once, at most
 * @param output the logit
 * @param steps the points of the path
 */
record IntegratedGradients(EmbeddingGradients inputs, int batchSize, int output, int steps) {

    /** Returns the contributions of an example's tokens, padded in front to so many columns. */
    TrainedModel.IntegratedGradients of(int[] tokens, int columns) {
        long[] padded = new long[columns];
        for (int index = 0; index < tokens.length; index++) {
            padded[columns - tokens.length + index] = tokens[index];
        }
        double[] sums = new double[columns];
        double difference;
        try (NDManager scope = inputs.scope()) {
            NDArray end = inputs.vectors(scope, padded);
            NDArray start = inputs.vectors(scope, new long[columns]);
            double[] ends = inputs.slope(scope, start.concat(end), times(padded, 2), columns, output)
                    .logits();
            EmbeddingGradients.agree(new double[] {ends[1]}, inputs.logits(scope, padded, columns, output));
            difference = ends[1] - ends[0];
            int last;
            for (int first = 0; first < steps; first = last) {
                last = first + Math.min(batchSize, steps - first);
                add(start, end, padded, first, last, sums);
            }
        }
        float[] scores = new float[tokens.length];
        double sum = 0;
        for (int index = 0; index < scores.length; index++) {
            double score = sums[columns - tokens.length + index] / steps;
            scores[index] = (float) score;
            sum += score;
        }
        return new TrainedModel.IntegratedGradients(scores, difference - sum, difference);
    }

    private static long[] times(long[] padded, int rows) {
        long[] times = new long[rows * padded.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(padded, 0, times, row * padded.length, padded.length);
        }
        return times;
    }

    /** Adds the gradients at some points of the path, each times the difference between end and start. */
    private void add(NDArray start, NDArray end, long[] padded, int first, int last, double[] sums) {
        int columns = padded.length;
        try (NDManager scope = inputs.scope()) {
            float[] shares = new float[last - first];
            for (int point = first; point < last; point++) {
                shares[point - first] = (float) ((point + 0.5) / steps);
            }
            long size = end.getShape().get(1);
            NDArray share = scope.create(shares, new Shape(shares.length, 1, 1));
            NDArray base = scope.zeros(new Shape(1, columns, size)).add(start.reshape(1, columns, size));
            NDArray way = scope.zeros(base.getShape())
                    .add(end.reshape(1, columns, size))
                    .sub(base);
            NDArray path = share.mul(way).add(base).reshape((long) shares.length * columns, size);
            NDArray gradient = inputs.slope(scope, path, times(padded, shares.length), columns, output)
                    .gradient();
            double[] products = Predictor.values(
                    gradient.reshape(shares.length, columns, size).mul(way).sum(new int[] {2}));
            Arrays.setAll(sums, column -> sums[column] + total(products, column, columns));
        }
    }

    private static double total(double[] products, int column, int columns) {
        double total = 0;
        for (int at = column; at < products.length; at += columns) {
            total += products[at];
        }
        return total;
    }
}
