package org.bakeoff.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/** What guessing gives: a model that gives every test example the shares of the classes among the training examples. */
final class Majority {

    private Majority() {}

    /** Every metric of it, by name; NaN for one that can't bear predictions that are all equal. */
    static Map<String, Double> of(Subject subject, Comparison comparison, List<Metric> metrics, Evaluation evaluation) {
        int classes = comparison.data().classes().size();
        double[] shares = new double[classes];
        int[] train = subject.split().train();
        for (int index : train) {
            shares[subject.train().get(index).label()] += 1.0 / train.length;
        }
        int size = comparison.examples().size();
        int columns = classes == 2 ? 1 : classes;
        double[] probabilities = new double[size * columns];
        for (int index = 0; index < probabilities.length; index++) {
            // With two classes only that of class 1 is kept; a half that rounding made smaller stays a half.
            probabilities[index] = Math.round(shares[classes == 2 ? 1 : index % columns] * 1e12) / 1e12;
        }
        Predictions guesses = new Predictions(0, classes, probabilities);
        int[] labels = comparison.labels();
        int[] once = new int[size];
        java.util.Arrays.fill(once, 1);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            values.put(metric.name(), Double.NaN);
            evaluation.attempt(
                    "the metric '" + metric.name() + "' of guessing",
                    "this is a fault of its evaluator",
                    () -> values.put(
                            metric.name(), metric.function().of(labels, guesses).value(once)));
        }
        return Collections.unmodifiableMap(values);
    }
}
