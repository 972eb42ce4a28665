package org.bakeoff.runner.compare;

import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * A metric of one trained model on the test examples, and how it would move with other test examples.
 *
 * @param value the metric on all examples
 * @param deviations a vector whose scalar product with that of another sample estimates the covariance of both over
 *     draws of clusters; its squared length is the sampling variance
 */
@SuppressWarnings("ArrayRecordComponent")
record Sample(double value, double[] deviations) {

    /** The mean of several, as of one model over its seeds. */
    static Sample mean(java.util.List<Sample> samples) {
        double value = 0;
        double[] deviations = new double[samples.get(0).deviations().length];
        for (Sample sample : samples) {
            value += sample.value();
            for (int index = 0; index < deviations.length; index++) {
                deviations[index] += sample.deviations()[index] / samples.size();
            }
        }
        // Dividing last makes the mean of ten ones a one.
        return new Sample(value / samples.size(), deviations);
    }

    /** This less another. */
    Sample minus(Sample other) {
        double[] difference = deviations.clone();
        for (int index = 0; index < difference.length; index++) {
            difference[index] -= other.deviations[index];
        }
        return new Sample(value - other.value, difference);
    }

    /** The variance of the value over draws of clusters. */
    double variance() {
        double sum = 0;
        for (double deviation : deviations) {
            sum += deviation * deviation;
        }
        return sum;
    }

    /** Makes samples of one metric on one set of examples. */
    interface Maker {

        /** The sample of one model's predictions. */
        Sample of(Predictions predictions);
    }

    /**
     * For the mean of a score: one number a cluster, so that the variance is the cluster-robust
     * G/(G-1) * sum over clusters of (sum in the cluster of (x - mean))^2 / n^2.
     *
     * <p>Source: Cameron and Miller, "A practitioner's guide to cluster-robust inference", Journal of Human Resources
     * 50, 2015, for a regression on a constant.
     */
    static Maker ofMean(Metric.Score score, int[] labels, Clusters clusters) {
        double factor = Math.sqrt(clusters.count() / (clusters.count() - 1.0)) / labels.length;
        return predictions -> {
            double[] scores = new double[labels.length];
            double sum = 0;
            for (int index = 0; index < scores.length; index++) {
                scores[index] = score.of(labels[index], predictions, index);
                sum += scores[index];
            }
            double mean = sum / scores.length;
            double[] deviations = new double[clusters.count()];
            for (int index = 0; index < scores.length; index++) {
                deviations[clusters.of()[index]] += factor * (scores[index] - mean);
            }
            return new Sample(mean, deviations);
        };
    }

    /**
     * For any other metric: one number a draw of clusters, the same draws for all models. Drawing with replacement from
     * G clusters gives (G-1)/G of the variance, which is made up for as in the closed form.
     */
    static Maker ofDraws(Metric.Function function, int[] labels, Draws draws) {
        double correction = Math.sqrt(draws.clusters() / (draws.clusters() - 1.0));
        return predictions -> {
            Metric.Weighted weighted = function.of(labels, predictions);
            double[] values = draws.map(weighted::value);
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            for (int index = 0; index < values.length; index++) {
                values[index] = correction * (values[index] - mean) / Math.sqrt(values.length - 1.0);
            }
            int[] once = new int[labels.length];
            java.util.Arrays.fill(once, 1);
            return new Sample(weighted.value(once), values);
        };
    }
}
