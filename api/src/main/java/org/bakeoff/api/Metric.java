package org.bakeoff.api;

import org.jspecify.annotations.Nullable;

/**
 * A number for a model's predictions, given as a pure function, so that the runner alone makes intervals, differences
 * and corrections from it.
 */
public final class Metric implements Finding {

    /** Computes a metric of labels and predictions; what doesn't depend on weights, such as an order, is done once. */
    @FunctionalInterface
    public interface Function {

        /**
         * Prepares to compute the metric.
         *
         * @param labels the label index of every example
         * @param predictions the predictions for the same examples
         */
        Weighted of(int[] labels, Predictions predictions);
    }

    /** Computes a metric of weighted examples; must bear to be called by several threads at once. */
    @FunctionalInterface
    public interface Weighted {

        /**
         * Computes the metric.
         *
         * @param weights how often each example counts: 0, 1, 2, ...; a weight of 2 must give what two copies would
         * @return the metric, or NaN where it isn't defined, such as an area under a curve with only one class
         */
        double value(int[] weights);
    }

    /** The score of a single example, of which a metric is the mean. */
    @FunctionalInterface
    public interface Score {

        /** Scores one example whose class is {@code label}. */
        double of(int label, Predictions predictions, int example);
    }

    private final String name;
    private final String title;
    private final boolean higherIsBetter;
    private final boolean rate;
    private final Function function;
    private final @Nullable Score score;

    private Metric(
            String name, String title, boolean higherIsBetter, boolean rate, Function function, @Nullable Score score) {
        this.name = name;
        this.title = title;
        this.higherIsBetter = higherIsBetter;
        this.rate = rate;
        this.function = function;
        this.score = score;
    }

    /** A metric that is any function of the predictions, such as an area under a curve. */
    public static Metric of(String name, String title, boolean higherIsBetter, Function function) {
        return new Metric(name, title, higherIsBetter, false, function, null);
    }

    /** A metric that is the mean of a score over examples, such as log loss. */
    public static Metric mean(String name, String title, boolean higherIsBetter, Score score) {
        return new Metric(name, title, higherIsBetter, false, mean(score), score);
    }

    /** A metric that is a share of examples, such as accuracy: the mean of a score that is 0 or 1. */
    public static Metric rate(String name, String title, boolean higherIsBetter, Score score) {
        return new Metric(name, title, higherIsBetter, true, mean(score), score);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    /** Whether the larger of two values is the better one. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether it is a share of examples, of which an interval stays within [0, 1]. */
    public boolean rate() {
        return rate;
    }

    /** The function itself. */
    public Function function() {
        return function;
    }

    /** The score of single examples, for a metric that is their mean; else null. */
    public @Nullable Score score() {
        return score;
    }

    private static Function mean(Score score) {
        return (labels, predictions) -> weights -> {
            double sum = 0;
            long count = 0;
            for (int example = 0; example < labels.length; example++) {
                if (weights[example] != 0) {
                    sum += weights[example] * score.of(labels[example], predictions, example);
                    count += weights[example];
                }
            }
            return sum / count;
        };
    }
}
