package org.bakeoff.api;

import org.jspecify.annotations.Nullable;

/**
 * Measures a model's predictions by one number. It is a pure function, so that the runner computes the intervals,
 * differences and corrections for multiple comparisons of every metric in the same way.
 */
public final class Metric implements Finding {

    /** Prepares a metric for one model's predictions: computes once what does not depend on weights, such as an order. */
    @FunctionalInterface
    public interface Function {

        /**
         * Prepares the metric.
         *
         * @param labels the class index of every example
         * @param predictions the predictions for the same examples, in the same order
         */
        Weighted of(int[] labels, Predictions predictions);
    }

    /** Computes a metric of weighted examples. It must be thread-safe. */
    @FunctionalInterface
    public interface Weighted {

        /**
         * Computes the metric.
         *
         * @param weights how often each example counts: 0, 1, 2, ...; a weight of 2 must have the effect of two copies
         * @return the metric; NaN where it is undefined, such as an area under a curve with only one class
         */
        double value(int[] weights);
    }

    /** Scores single examples; the metric is the mean score. */
    @FunctionalInterface
    public interface Score {

        /**
         * Scores one example.
         *
         * @param label the class index of the example
         * @param example its position in the predictions
         */
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

    /** Makes a metric that is any function of the predictions, such as an area under a curve. */
    public static Metric of(String name, String title, boolean higherIsBetter, Function function) {
        return new Metric(name, title, higherIsBetter, false, function, null);
    }

    /** Makes a metric that is the mean of a score over examples, such as log loss. */
    public static Metric mean(String name, String title, boolean higherIsBetter, Score score) {
        return new Metric(name, title, higherIsBetter, false, mean(score), score);
    }

    /** Makes a metric that is a fraction of examples, such as accuracy: the mean of a score that is 0 or 1. */
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

    /** Returns whether the larger of two values is better. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Returns whether it is a fraction of examples, whose intervals stay within [0, 1]. */
    public boolean rate() {
        return rate;
    }

    /** Returns the function. */
    public Function function() {
        return function;
    }

    /** Returns the score of single examples for a metric that is their mean; else null. */
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
