package org.bakeoff.api;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures a model's predictions by one number. It is a pure function, so that the runner computes the intervals,
 * differences and corrections for multiple comparisons of every metric in the same way, and it is thread-safe: several trained
 * models are measured at once.
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

        /**
         * Computes the metric without each block of examples in turn, which intervals need. By default that is a call of
         * {@link #value} for each block, of which the first one to fail is thrown; a metric that finds them sooner together may
         * override it.
         *
         * @param weights as of {@link #value}
         * @param blocks the block of every example, from 0 to {@code count} - 1
         * @param count how many blocks there are
         * @return what {@link #value} gives for the weights without those of each block, but for rounding
         */
        default double[] withoutEach(int[] weights, int[] blocks, int count) {
            @Nullable Throwable[] thrown = new @Nullable Throwable[count];
            // Behind the first one to fail none is computed: where all fail, each might take long.
            AtomicInteger failed = new AtomicInteger(count);
            double[] values = IntStream.range(0, count)
                    .parallel()
                    .mapToDouble(block -> {
                        if (block > failed.get()) {
                            return Double.NaN;
                        }
                        try {
                            return value(IntStream.range(0, weights.length)
                                    .map(example -> blocks[example] == block ? 0 : weights[example])
                                    .toArray());
                        } catch (RuntimeException | Error e) {
                            thrown[block] = e;
                            failed.accumulateAndGet(block, Math::min);
                            return Double.NaN;
                        }
                    })
                    .toArray();
            for (Throwable first : thrown) {
                if (first instanceof Error error) {
                    throw error;
                }
                if (first instanceof RuntimeException exception) {
                    throw exception;
                }
            }
            return values;
        }
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

    /** Counts the examples that a metric rests on; where they are few, its interval is wide. */
    @FunctionalInterface
    public interface Support {

        /**
         * Counts the examples, such as those of the positive class for recall.
         *
         * @param labels the class index of every example
         * @param predictions the predictions for the same examples, in the same order
         * @param weights how often each example counts
         */
        double of(int[] labels, Predictions predictions, int[] weights);
    }

    private final String name;
    private final String title;
    private final boolean higherIsBetter;
    private final boolean rate;
    private final Function function;
    private final @Nullable Score score;
    private final double low;
    private final double high;
    private final Support support;

    private Metric(Metric other, double low, double high, Support support) {
        this.name = other.name;
        this.title = other.title;
        this.higherIsBetter = other.higherIsBetter;
        this.rate = other.rate;
        this.function = other.function;
        this.score = other.score;
        this.low = low;
        this.high = high;
        this.support = support;
    }

    private Metric(
            String name, String title, boolean higherIsBetter, boolean rate, Function function, @Nullable Score score) {
        this.name = name;
        this.title = title;
        this.higherIsBetter = higherIsBetter;
        this.rate = rate;
        this.function = function;
        this.score = score;
        this.low = rate ? 0 : Double.NEGATIVE_INFINITY;
        this.high = rate ? 1 : Double.POSITIVE_INFINITY;
        this.support = score == null ? Metric::ofSmallestClass : (labels, predictions, weights) -> sum(weights);
    }

    /**
     * Makes a metric that is any function of the predictions, such as an area under a curve. It is unbounded, and rests on the
     * examples of the smallest class that has any; see {@link #within} and {@link #restingOn}.
     */
    public static Metric of(String name, String title, boolean higherIsBetter, Function function) {
        return new Metric(name, title, higherIsBetter, false, function, null);
    }

    /** Makes a metric that is the mean of a score over examples, such as log loss. It is unbounded; see {@link #within}. */
    public static Metric mean(String name, String title, boolean higherIsBetter, Score score) {
        return new Metric(name, title, higherIsBetter, false, mean(score), score);
    }

    /** Makes a metric that is a fraction of examples, such as accuracy: the mean of a score that is 0 or 1. */
    public static Metric rate(String name, String title, boolean higherIsBetter, Score score) {
        return new Metric(name, title, higherIsBetter, true, mean(score), score);
    }

    /**
     * Returns the same metric with a range, which its intervals never leave.
     *
     * @param lowest its smallest possible value; negative infinity for none
     * @param highest its largest possible value; infinity for none
     */
    public Metric within(double lowest, double highest) {
        return new Metric(this, lowest, highest, support);
    }

    /** Returns the same metric with another count of the examples that it rests on. */
    public Metric restingOn(Support examples) {
        return new Metric(this, low, high, examples);
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

    /** Returns its smallest possible value; negative infinity if it has none. */
    public double low() {
        return low;
    }

    /** Returns its largest possible value; infinity if it has none. */
    public double high() {
        return high;
    }

    /** Returns what counts the examples that it rests on. */
    public Support support() {
        return support;
    }

    private static double ofSmallestClass(int[] labels, Predictions predictions, int[] weights) {
        double[] sizes = new double[predictions.classes()];
        for (int example = 0; example < labels.length; example++) {
            sizes[labels[example]] += weights[example];
        }
        return Arrays.stream(sizes).filter(size -> size > 0).min().orElse(0);
    }

    private static double sum(int[] weights) {
        double sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        return sum;
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
