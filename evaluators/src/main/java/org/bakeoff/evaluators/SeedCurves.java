package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;

/** Makes lines of a curve: a model's mean over its seeds, with a band from the lowest to the highest seed. */
final class SeedCurves {

    /** The number of steps of a line from 0 to 1. */
    static final int STEPS = 100;

    static final String NOTE =
            "A line is the mean over a model's seeds, its band goes from the lowest seed to the highest. "
                    + "Seeds whose probabilities aren't numbers are left out.";

    private SeedCurves() {}

    /** Makes lines of {@link #STEPS} + 1 heights over x from 0 to 1: for the positive class, or the mean over classes. */
    static List<Curve.Line> of(Comparison comparison, Function<Ranking.Counts, double[]> heights) {
        double[] x = IntStream.rangeClosed(0, STEPS)
                .mapToDouble(step -> (double) step / STEPS)
                .toArray();
        int[] labels = comparison.labels();
        List<Curve.Line> lines = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            List<double[]> seeds = model.seeds().parallelStream()
                    .map(predictions -> Arrays.stream(Ranking.all(labels, predictions, comparison.positive()))
                            .filter(Ranking::hasCurve)
                            .map(ranking -> heights.apply(ranking.counts()))
                            .toList())
                    .filter(classes -> !classes.isEmpty())
                    .map(SeedCurves::mean)
                    .toList();
            if (!seeds.isEmpty()) {
                lines.add(line(model.model(), x, seeds));
            }
        }
        return lines;
    }

    /** Makes a line through the means of several seeds, without a band if there is only one. */
    static Curve.Line line(String model, double[] x, List<double[]> seeds) {
        double[] mean = mean(seeds);
        List<Curve.Point> points = new ArrayList<>();
        for (int index = 0; index < x.length; index++) {
            int at = index;
            DoubleSummaryStatistics band =
                    seeds.stream().mapToDouble(seed -> seed[at]).summaryStatistics();
            points.add(
                    seeds.size() == 1
                            ? new Curve.Point(x[index], mean[index])
                            : new Curve.Point(x[index], mean[index], band.getMin(), band.getMax()));
        }
        return new Curve.Line(model, "", points);
    }

    static <T> double mean(List<T> seeds, ToDoubleFunction<T> figure) {
        return seeds.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** Returns the mean score of a model's predictions, over examples and then over seeds. */
    static double meanScore(ModelPredictions model, int[] labels, Metric.Score score) {
        List<Double> scores = model.seeds().parallelStream()
                .map(predictions -> IntStream.range(0, labels.length)
                        .mapToDouble(example -> score.of(labels[example], predictions, example))
                        .average()
                        .orElse(Double.NaN))
                .toList();
        return mean(scores, Double::doubleValue);
    }

    /** Returns the mean of several arrays, element by element; it rises where all of them rise, to the last bit. */
    static double[] mean(List<double[]> arrays) {
        double[] mean = new double[arrays.get(0).length];
        for (double[] array : arrays) {
            for (int index = 0; index < mean.length; index++) {
                mean[index] += array[index];
            }
        }
        for (int index = 0; index < mean.length; index++) {
            mean[index] /= arrays.size();
        }
        return mean;
    }
}
