package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * How many examples of each class are predicted to be of each class. Examples without a prediction, those of a model
 * that diverged, count as predicted to be of one more class that no example has.
 */
final class Confusion {

    private final int classes;
    private final long[] counts;

    private Confusion(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /** Counts every example once. */
    static Confusion of(int[] labels, Predictions predictions) {
        int[] once = new int[labels.length];
        Arrays.fill(once, 1);
        return count(cells(labels, predictions), predictions.classes(), once);
    }

    /** A metric that depends on these counts alone. */
    static Metric.Function figure(ToDoubleFunction<Confusion> figure) {
        return (labels, predictions) -> {
            int[] cells = cells(labels, predictions);
            int classes = predictions.classes();
            return weights -> figure.applyAsDouble(count(cells, classes, weights));
        };
    }

    /**
     * A metric of a single class: with two classes that of class 1, with more the mean over the classes that occur or are
     * predicted, which is scikit-learn's macro average.
     */
    static Metric.Function macro(ToDoubleBiFunction<Confusion, Integer> figure) {
        return figure(
                confusion -> confusion.classes == 2 ? figure.applyAsDouble(confusion, 1) : confusion.mean(figure));
    }

    private double mean(ToDoubleBiFunction<Confusion, Integer> figure) {
        double sum = 0;
        int seen = 0;
        for (int index = 0; index < classes; index++) {
            if (actual(index) + predicted(index) > 0) {
                sum += figure.applyAsDouble(this, index);
                seen++;
            }
        }
        return sum / seen;
    }

    private static int[] cells(int[] labels, Predictions predictions) {
        int[] cells = new int[labels.length];
        for (int example = 0; example < cells.length; example++) {
            int predicted = predictions.predicted(example);
            cells[example] =
                    labels[example] * (predictions.classes() + 1) + (predicted < 0 ? predictions.classes() : predicted);
        }
        return cells;
    }

    private static Confusion count(int[] cells, int classes, int[] weights) {
        long[] counts = new long[classes * (classes + 1)];
        for (int example = 0; example < cells.length; example++) {
            counts[cells[example]] += weights[example];
        }
        return new Confusion(classes, counts);
    }

    int classes() {
        return classes;
    }

    /** How many examples of a class are predicted to be of another; {@link #classes()} stands for no prediction. */
    long count(int actual, int predicted) {
        return counts[actual * (classes + 1) + predicted];
    }

    /** How many examples are of a class; none of the class that stands for no prediction. */
    long actual(int index) {
        long sum = 0;
        for (int predicted = 0; index < classes && predicted <= classes; predicted++) {
            sum += count(index, predicted);
        }
        return sum;
    }

    /** How many examples are predicted to be of a class. */
    long predicted(int index) {
        long sum = 0;
        for (int actual = 0; actual < classes; actual++) {
            sum += count(actual, index);
        }
        return sum;
    }

    /** Of the examples predicted to be of a class, the share that is; 0 if there are none. */
    double precision(int index) {
        return share(count(index, index), predicted(index));
    }

    /** Of the examples of a class, the share that is predicted to be; 0 if there are none. */
    double recall(int index) {
        return share(count(index, index), actual(index));
    }

    /** The harmonic mean of precision and recall; 0 if a class neither occurs nor is predicted. */
    double f1(int index) {
        return share(2 * count(index, index), actual(index) + predicted(index));
    }

    /** The correlation of classes with predictions; 0 if there is only one class among the ones or the others. */
    double correlation() {
        double all = 0;
        double right = 0;
        double both = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int index = 0; index <= classes; index++) {
            double actual = actual(index);
            double predicted = predicted(index);
            all += actual;
            right += index < classes ? count(index, index) : 0;
            both += actual * predicted;
            actualSquares += actual * actual;
            predictedSquares += predicted * predicted;
        }
        double variances = (all * all - predictedSquares) * (all * all - actualSquares);
        return variances == 0 ? 0 : (right * all - both) / Math.sqrt(variances);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
