package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * How many examples are of each class, are predicted to be, and are both. Examples without a prediction, those of a model
 * that diverged, count as predicted to be of one more class that no example has.
 */
final class Confusion {

    private final long[] actual;
    private final long[] predicted;
    private final long[] right;

    /** Counts sums only: a table of all pairs of a thousand classes takes longer to clear than to fill. */
    private Confusion(int[] cells, int classes, int[] weights) {
        actual = new long[classes + 1];
        predicted = new long[classes + 1];
        right = new long[classes + 1];
        for (int example = 0; example < cells.length; example++) {
            int of = cells[example] / (classes + 1);
            int as = cells[example] % (classes + 1);
            actual[of] += weights[example];
            predicted[as] += weights[example];
            right[of] += of == as ? weights[example] : 0;
        }
    }

    /** Counts every example once. */
    static Confusion of(int[] labels, Predictions predictions) {
        int[] once = new int[labels.length];
        Arrays.fill(once, 1);
        return new Confusion(cells(labels, predictions), predictions.classes(), once);
    }

    /** Returns a metric that depends on these counts alone. */
    static Metric.Function figure(ToDoubleFunction<Confusion> figure) {
        return (labels, predictions) -> {
            int[] cells = cells(labels, predictions);
            int classes = predictions.classes();
            return weights -> figure.applyAsDouble(new Confusion(cells, classes, weights));
        };
    }

    /**
     * Returns a metric of a single class: with two classes that of class 1, with more the mean over the classes that occur or are
     * predicted, which is scikit-learn's macro average.
     */
    static Metric.Function macro(ToDoubleBiFunction<Confusion, Integer> figure) {
        return figure(
                confusion -> confusion.classes() == 2 ? figure.applyAsDouble(confusion, 1) : confusion.mean(figure));
    }

    /**
     * Returns the support of a metric that {@link #macro} makes: the examples of one class, or of more those that as many classes
     * of equal size would have if the mean over them were as sure.
     */
    static Metric.Support support(ToDoubleBiFunction<Confusion, Integer> examples) {
        return (labels, predictions, weights) -> {
            Confusion confusion = new Confusion(cells(labels, predictions), predictions.classes(), weights);
            if (confusion.classes() == 2) {
                return examples.applyAsDouble(confusion, 1);
            }
            double inverse = confusion.mean((some, index) -> 1 / Math.max(1, examples.applyAsDouble(some, index)));
            return confusion.seen() / inverse;
        };
    }

    private long seen() {
        return IntStream.range(0, classes())
                .filter(index -> actual[index] + predicted[index] > 0)
                .count();
    }

    private double mean(ToDoubleBiFunction<Confusion, Integer> figure) {
        double sum = 0;
        int seen = 0;
        for (int index = 0; index < classes(); index++) {
            if (actual[index] + predicted[index] > 0) {
                sum += figure.applyAsDouble(this, index);
                seen++;
            }
        }
        return sum / seen;
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

    double actual(int index) {
        return actual[index];
    }

    double predicted(int index) {
        return predicted[index];
    }

    /** Returns how many examples are of a class, predicted to be, or both. */
    double either(int index) {
        return actual[index] + predicted[index] - (double) right[index];
    }

    /** Returns how many examples are of a class or of the others, whichever are fewer. */
    double smaller(int index) {
        long all = Arrays.stream(actual).sum();
        return Math.min(actual[index], all - actual[index]);
    }

    double precision(int index) {
        return share(right[index], predicted[index]);
    }

    double recall(int index) {
        return share(right[index], actual[index]);
    }

    double f1(int index) {
        return share(2 * right[index], actual[index] + predicted[index]);
    }

    /** Returns Gorodkin's R_K; 0 if all examples are of one class or all predictions are. */
    double correlation() {
        double all = 0;
        double hits = 0;
        double both = 0;
        double actualSquares = 0;
        double predictedSquares = 0;
        for (int index = 0; index < actual.length; index++) {
            all += actual[index];
            hits += right[index];
            both += (double) actual[index] * predicted[index];
            actualSquares += (double) actual[index] * actual[index];
            predictedSquares += (double) predicted[index] * predicted[index];
        }
        double variances = (all * all - predictedSquares) * (all * all - actualSquares);
        return variances == 0 ? 0 : (hits * all - both) / Math.sqrt(variances);
    }

    /** Returns a share, or 0 for 0/0. */
    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
