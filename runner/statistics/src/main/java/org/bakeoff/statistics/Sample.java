package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * A metric of one trained model on the test examples, and how it would move with other test examples.
 *
 * @param value the metric on all examples
 * @param deviations for every dimension of {@link Clusters} a vector whose scalar product with that of another sample estimates
 *     the covariance of both over draws of clusters
 * @param support how many examples the value rests on
 */
@SuppressWarnings("ArrayRecordComponent")
record Sample(double value, double[][] deviations, double support) {

    private static final double ROUNDING = 1e-9;

    /** Returns the mean of several, as of one model over its seeds. */
    static Sample mean(List<Sample> samples) {
        Sample sum = samples.get(0);
        for (Sample sample : samples.subList(1, samples.size())) {
            sum = sum.with(sample, Double::sum);
        }
        int count = samples.size();
        // Dividing last makes the mean of ten ones a one.
        Sample same = sum;
        return sum.with(same, (total, ignored) -> total / count);
    }

    /** Returns what is left to know of one that was added to a mean: its value, but not how it would move. */
    Sample settled() {
        return new Sample(value, new double[0][], support);
    }

    /** Returns this less another. */
    Sample minus(Sample other) {
        Sample difference = with(other, (left, right) -> left - right);
        return new Sample(difference.value, difference.deviations, Math.min(support, other.support));
    }

    private Sample with(Sample other, DoubleBinaryOperator operator) {
        double[][] vectors = new double[deviations.length][];
        for (int dimension = 0; dimension < vectors.length; dimension++) {
            double[] left = deviations[dimension];
            double[] right = other.deviations[dimension];
            vectors[dimension] = new double[left.length];
            Arrays.setAll(vectors[dimension], index -> operator.applyAsDouble(left[index], right[index]));
        }
        return new Sample(
                operator.applyAsDouble(value, other.value), vectors, operator.applyAsDouble(support, other.support));
    }

    /**
     * Returns the variance of the value over draws of clusters. With groups and texts it is the sum of both less that of their
     * intersections, but never less than either.
     *
     * <p>Source: Cameron, Gelbach and Miller, see {@link Clusters}; MacKinnon, Nielsen and Webb, "Wild bootstrap and
     * asymptotic inference with multiway clustering", Journal of Business and Economic Statistics 39, 2021, for the maximum.
     */
    double variance() {
        double first = squares(deviations[0]);
        if (deviations.length == 1) {
            return first;
        }
        double second = squares(deviations[1]);
        return Math.max(first + second - squares(deviations[2]), Math.max(first, second));
    }

    private static double squares(double[] vector) {
        double sum = 0;
        for (double deviation : vector) {
            sum += deviation * deviation;
        }
        return sum;
    }

    /** Makes samples of one metric on one part of the examples: one for each of several trained models' predictions. */
    static List<Sample> of(Metric metric, int[] labels, Part part, List<Predictions> predictions) {
        return ParallelCalculation.each(predictions, some -> of(metric, labels, part, some));
    }

    private static Sample of(Metric metric, int[] labels, Part part, Predictions predictions) {
        Metric.Score score = metric.score();
        double support = part.examples().length == 0 ? 0 : support(metric, labels, predictions, part);
        return score == null
                ? ofJackknife(checked(metric, labels, predictions), part, support)
                : inRange(metric, ofMean(score, labels, predictions, part, support));
    }

    private static double support(Metric metric, int[] labels, Predictions predictions, Part part) {
        double support = metric.support().of(labels.clone(), predictions, part.weights());
        if (!(support >= 0 && support <= Long.MAX_VALUE)) {
            throw new MetricFaultException("it rests on " + support + " examples");
        }
        return support;
    }

    /** Prepares a metric that can change none of our arrays and never leaves its range. */
    private static Metric.Weighted checked(Metric metric, int[] labels, Predictions predictions) {
        Metric.Weighted function = metric.function().of(labels.clone(), predictions);
        if (function == null) {
            throw new MetricFaultException("it gives null for its function");
        }
        return new Metric.Weighted() {

            @Override
            public double value(int[] weights) {
                return inRange(metric, function.value(weights.clone()));
            }

            @Override
            public double[] withoutEach(int[] weights, int[] blocks, int count) {
                double[] values = function.withoutEach(weights.clone(), blocks, count);
                if (values == null || values.length != count) {
                    throw new MetricFaultException("it gives "
                            + (values == null ? "null" : values.length + " values")
                            + " for all but each of " + count + " blocks of examples");
                }
                for (double value : values) {
                    inRange(metric, value);
                }
                return values;
            }
        };
    }

    private static Sample inRange(Metric metric, Sample sample) {
        inRange(metric, sample.value());
        return sample;
    }

    private static double inRange(Metric metric, double value) {
        if (value < metric.low() - ROUNDING * Math.max(1, Math.abs(metric.low()))
                || value > metric.high() + ROUNDING * Math.max(1, Math.abs(metric.high()))) {
            throw new MetricFaultException(
                    "it gives " + value + ", but its range is from " + metric.low() + " to " + metric.high());
        }
        return value;
    }

    private static Sample ofMean(Metric.Score score, int[] labels, Predictions predictions, Part part, double support) {
        double[] scores = Arrays.stream(part.examples())
                .mapToDouble(example -> score.of(labels[example], predictions, example))
                .toArray();
        double sum = 0;
        for (double one : scores) {
            sum += one;
        }
        double mean = sum / scores.length;
        double[] deviations = Arrays.stream(scores).map(one -> one - mean).toArray();
        return new Sample(mean, part.sums(deviations), support);
    }

    /**
     * For a metric that is no mean: what it is without each block of clusters. Where it is undefined without one of them, nothing
     * is known of its variance. It isn't asked what it is of no examples.
     *
     * <p>Source: Efron and Stein, "The jackknife estimate of variance", Annals of Statistics 9, 1981; Kott, "The delete-a-group
     * jackknife", Journal of Official Statistics 17, 2001, for blocks.
     */
    private static Sample ofJackknife(Metric.Weighted function, Part part, double support) {
        // First, since a function that fails, perhaps after all memory is used up, would do so for each of a thousand
        // blocks.
        double value = part.examples().length == 0 ? Double.NaN : function.value(part.weights());
        double[][] deviations = part.blocks().stream()
                .map(blocks -> jackknife(function, part.weights(), blocks))
                .toArray(double[][]::new);
        return new Sample(value, deviations, support);
    }

    private static double[] jackknife(Metric.Weighted function, int[] weights, int[] blocks) {
        BitSet present = new BitSet();
        for (int example = 0; example < blocks.length; example++) {
            if (weights[example] > 0) {
                present.set(blocks[example]);
            }
        }
        int[] kept = present.stream().toArray();
        int[] positions = new int[Arrays.stream(blocks).max().orElse(-1) + 1];
        double[] deviations = new double[positions.length];
        if (kept.length == 0) {
            Arrays.fill(deviations, Double.NaN);
            return deviations;
        }
        for (int position = 0; position < kept.length; position++) {
            positions[kept[position]] = position;
        }
        // An example of no weight counts in no block, not even in the first one.
        double[] values = function.withoutEach(
                weights, Arrays.stream(blocks).map(block -> positions[block]).toArray(), kept.length);
        double mean = Arrays.stream(values).sum() / kept.length;
        double factor = Math.sqrt((kept.length - 1.0) / kept.length);
        for (int position = 0; position < kept.length; position++) {
            deviations[kept[position]] = factor * (mean - values[position]);
        }
        return deviations;
    }
}
