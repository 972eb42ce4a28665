package org.bakeoff.evaluators;

import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Metric;
import org.bakeoff.evaluators.Confusion.Counts;
import org.jspecify.annotations.Nullable;

/**
 * Makes one number of the figures of classes.
 *
 * @param positive the class whose figure it is; empty for an average over classes
 * @param average which average
 */
record ClassAverage(OptionalInt positive, Average average) {

    /** Returns what a configuration chooses: with two classes by default the positive one, with more the macro average. */
    static ClassAverage of(Comparison comparison, @Nullable Average chosen) {
        return chosen == null
                ? new ClassAverage(comparison.positive(), Average.MACRO)
                : new ClassAverage(OptionalInt.empty(), chosen);
    }

    /** Returns the title of a metric of the positive class, "F1 of fraud"; the title alone for an average. */
    static String title(String metric, Comparison comparison) {
        OptionalInt positive = comparison.positive();
        return positive.isPresent()
                ? metric + " of " + comparison.data().classes().get(positive.getAsInt())
                : metric;
    }

    double value(Confusion confusion, ToDoubleFunction<Counts> figure) {
        if (positive.isPresent()) {
            return figure.applyAsDouble(confusion.of(positive.getAsInt()));
        }
        if (average == Average.MICRO) {
            return figure.applyAsDouble(confusion.together());
        }
        double sum = 0;
        double weights = 0;
        for (int index = 0; index < confusion.classes(); index++) {
            Counts counts = confusion.of(index);
            double weight = weight(counts);
            sum += weight == 0 ? 0 : weight * figure.applyAsDouble(counts);
            weights += weight;
        }
        return sum / weights;
    }

    /**
     * Returns how many examples such a metric rests on: those of the positive class, or of all classes together; for a mean of
     * classes as many as one class would need to be as sure, if the variance of every class falls with its own examples.
     *
     * @param examples how many examples the figure of a class rests on
     */
    Metric.Support support(ToDoubleFunction<Counts> examples) {
        return (labels, predictions, once) -> {
            Confusion confusion = Confusion.of(labels, predictions, once);
            if (positive.isPresent()) {
                return examples.applyAsDouble(confusion.of(positive.getAsInt()));
            }
            if (average == Average.MICRO) {
                Counts together = confusion.together();
                return Math.min((double) together.all(), examples.applyAsDouble(together));
            }
            double[] weights = IntStream.range(0, confusion.classes())
                    .mapToDouble(index -> weight(confusion.of(index)))
                    .toArray();
            double sum = 0;
            double variance = 0;
            for (int index = 0; index < weights.length; index++) {
                sum += weights[index];
                variance += weights[index] * weights[index] / Math.max(1, examples.applyAsDouble(confusion.of(index)));
            }
            return sum * sum / variance;
        };
    }

    /**
     * Returns how much a class counts. One without examples counts nothing, whether it is predicted or not: else a model that predicts
     * it once would be averaged over another number of classes than one that doesn't, as on a slice.
     */
    private double weight(Counts counts) {
        if (average == Average.WEIGHTED) {
            return (double) counts.actual();
        }
        return counts.actual() > 0 ? 1 : 0;
    }
}
