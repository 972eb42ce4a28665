package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * Counts how many examples are of each class, are predicted to be, and are both. Examples without a prediction, where a
 * probability is NaN, count as predicted to be of one more class that no example has.
 */
final class Confusion {

    private final long[] actual;
    private final long[] predicted;
    private final long[] right;
    private long all;

    /**
     * The counts of one class, or the sums of several.
     *
     * @param right how many examples are of it and predicted to be
     * @param predicted how many are predicted to be
     * @param actual how many are of it
     * @param all how many examples there are
     */
    record Counts(long right, long predicted, long actual, long all) {

        double precision() {
            return share(right, predicted);
        }

        double recall() {
            return share(right, actual);
        }

        double f1() {
            return share(2 * right, actual + predicted);
        }

        /** Returns how many examples are of the class, predicted to be, or both. */
        double either() {
            return actual + predicted - (double) right;
        }

        /** Returns how many examples are of the class or of the others, whichever are fewer. */
        double smaller() {
            return Math.min(actual, all - actual);
        }

        /** Returns a share, or 0 for 0/0. */
        private static double share(long part, long whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }

    /** Counts sums only: a table of all pairs of a thousand classes takes longer to clear than to fill. */
    private Confusion(int[] cells, int classes, int[] weights) {
        actual = new long[classes + 1];
        predicted = new long[classes + 1];
        right = new long[classes + 1];
        for (int example = 0; example < cells.length; example++) {
            add(cells[example], weights[example]);
        }
    }

    private void add(int cell, int weight) {
        int of = cell / actual.length;
        int as = cell % actual.length;
        actual[of] += weight;
        predicted[as] += weight;
        right[of] += of == as ? weight : 0;
        all += weight;
    }

    /** Counts every example once. */
    static Confusion of(int[] labels, Predictions predictions) {
        int[] once = new int[labels.length];
        Arrays.fill(once, 1);
        return of(labels, predictions, once);
    }

    static Confusion of(int[] labels, Predictions predictions, int[] weights) {
        return new Confusion(cells(labels, predictions), predictions.classes(), weights);
    }

    /** Returns a metric that depends on these counts alone. */
    static Metric.Function figure(ToDoubleFunction<Confusion> figure) {
        return (labels, predictions) -> {
            int[] cells = cells(labels, predictions);
            int classes = predictions.classes();
            return new Metric.Weighted() {

                @Override
                public double value(int[] weights) {
                    return figure.applyAsDouble(new Confusion(cells, classes, weights));
                }

                @Override
                public double[] withoutEach(int[] weights, int[] blocks, int count) {
                    Confusion counts = new Confusion(cells, classes, weights);
                    return Arrays.stream(Positions.byBlock(blocks, count))
                            .mapToDouble(block -> {
                                IntStream.of(block).forEach(example -> counts.add(cells[example], -weights[example]));
                                double without = figure.applyAsDouble(counts);
                                IntStream.of(block).forEach(example -> counts.add(cells[example], weights[example]));
                                return without;
                            })
                            .toArray();
                }
            };
        };
    }

    /** Returns for every example its class, times one more than the classes, plus the class that is predicted. */
    static int[] cells(int[] labels, Predictions predictions) {
        int[] cells = new int[labels.length];
        for (int example = 0; example < cells.length; example++) {
            int predicted = predictions.predicted(example);
            cells[example] =
                    labels[example] * (predictions.classes() + 1) + (predicted < 0 ? predictions.classes() : predicted);
        }
        return cells;
    }

    int classes() {
        return actual.length - 1;
    }

    /** Returns the counts of a class. */
    Counts of(int index) {
        return new Counts(right[index], predicted[index], actual[index], all);
    }

    /** Returns the sums over all classes. */
    Counts together() {
        long predictions = Arrays.stream(predicted).limit(classes()).sum();
        return new Counts(Arrays.stream(right).sum(), predictions, all, all);
    }

    /** Returns Gorodkin's R_K; 0 if all examples are of one class or all predictions are. */
    double correlation() {
        double count = all;
        double hits = 0;
        double both = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int index = 0; index < actual.length; index++) {
            hits += right[index];
            both += (double) actual[index] * predicted[index];
            actualSquares += (double) actual[index] * actual[index];
            predictedSquares += (double) predicted[index] * predicted[index];
        }
        double variances = (count * count - predictedSquares) * (count * count - actualSquares);
        return variances == 0 ? 0 : (hits * count - both) / Math.sqrt(variances);
    }
}
