package org.bakeoff.statistics;

import static java.lang.Double.NaN;

import java.util.List;
import java.util.stream.IntStream;
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

    /** Returns the mean of several, as of one model over its seeds. */
    static Sample mean(List<Sample> samples) {
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

    /** Returns the variance of the value over draws of clusters. */
    double variance() {
        double sum = 0;
        for (double deviation : deviations) {
            sum += deviation * deviation;
        }
        return sum;
    }

    /** Makes samples of one metric on one part of the examples. */
    interface Maker {

        /** Returns a sample for each of several trained models' predictions. */
        List<Sample> of(List<Predictions> predictions);
    }

    /** Returns the maker that suits a metric. */
    static Maker maker(Metric metric, int[] labels, Part part) {
        Metric.Score score = metric.score();
        return score == null ? ofDraws(metric.function(), labels, part) : ofMean(score, labels, part);
    }

    /**
     * For the mean of a score: one number a cluster, so that the variance is the cluster-robust
     * G/(G-1) * sum over clusters of (sum in the cluster of (x - mean))^2 / n^2.
     *
     * <p>Source: Cameron and Miller, "A practitioner's guide to cluster-robust inference", Journal of Human Resources
     * 50, 2015, for a regression on a constant.
     */
    private static Maker ofMean(Metric.Score score, int[] labels, Part part) {
        double factor = factor(part);
        int[] clusters = part.clusters().of();
        return all -> all.stream()
                .map(predictions -> {
                    double[] scores = new double[part.examples().length];
                    double sum = 0;
                    for (int index = 0; index < scores.length; index++) {
                        int example = part.examples()[index];
                        scores[index] = score.of(labels[example], predictions, example);
                        sum += scores[index];
                    }
                    double mean = sum / scores.length;
                    double[] deviations = new double[part.clusters().count()];
                    for (int index = 0; index < scores.length; index++) {
                        deviations[clusters[part.examples()[index]]] += factor * (scores[index] - mean);
                    }
                    return new Sample(mean, deviations);
                })
                .toList();
    }

    /** What a cluster's sum of deviations is multiplied by. */
    static double factor(Part part) {
        return Math.sqrt(part.count() / (part.count() - 1.0)) / part.examples().length;
    }

    /**
     * For any other metric: one number a draw of clusters, the same draws for all models. Drawing with replacement from
     * G clusters gives (G-1)/G of the variance, which is made up for as in the closed form. A draw in which the metric of
     * any model isn't defined, for example because a class is missing, is left out for all; if that is more than half of them, there is
     * no variance to be had.
     */
    private static Maker ofDraws(Metric.Function function, int[] labels, Part part) {
        double correction = Math.sqrt(part.count() / (part.count() - 1.0));
        return all -> {
            List<Metric.Weighted> functions = all.stream()
                    .map(predictions -> function.of(labels, predictions))
                    .toList();
            ClusterBootstrap draws = new ClusterBootstrap(part);
            double[] values = draws.once(functions);
            double[][] drawn = draws.values(functions);
            boolean[] kept = new boolean[drawn.length];
            int count = 0;
            for (int draw = 0; draw < drawn.length; draw++) {
                kept[draw] = defined(drawn[draw], values);
                count += kept[draw] ? 1 : 0;
            }
            double factor = 2 * count >= drawn.length ? correction / Math.sqrt(count - 1.0) : NaN;
            return IntStream.range(0, values.length)
                    .mapToObj(model -> new Sample(values[model], deviations(drawn, kept, model, factor)))
                    .toList();
        };
    }

    /** Returns whether a draw gives every model a value that has one on all examples. */
    private static boolean defined(double[] drawn, double[] values) {
        return IntStream.range(0, values.length)
                .allMatch(model -> Double.isNaN(values[model]) || !Double.isNaN(drawn[model]));
    }

    private static double[] deviations(double[][] draws, boolean[] kept, int model, double factor) {
        double mean = IntStream.range(0, draws.length)
                .filter(draw -> kept[draw])
                .mapToDouble(draw -> draws[draw][model])
                .average()
                .orElse(NaN);
        double[] deviations = new double[draws.length];
        for (int draw = 0; draw < draws.length; draw++) {
            // What is left out keeps its place, so that draws of two parts can be told from each other.
            deviations[draw] = kept[draw] || Double.isNaN(factor) ? factor * (draws[draw][model] - mean) : 0;
        }
        return deviations;
    }
}
