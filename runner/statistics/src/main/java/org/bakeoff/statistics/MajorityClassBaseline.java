package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * What every model should outperform: a constant prediction, which gives every test example the shares of the classes in the
 * training set.
 *
 * @param metrics its metrics, by name; without those that aren't defined for a constant prediction
 * @param checks the models that are no baseline themselves, by the primary metric
 */
public record MajorityClassBaseline(Map<String, Double> metrics, List<Check> checks) {

    /** Copies the map, in its order, and the list. */
    public MajorityClassBaseline {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        checks = List.copyOf(checks);
    }

    /**
     * A model compared with it.
     *
     * @param model the model's name
     * @param outperforms whether the model's whole interval is better
     */
    public record Check(String model, boolean outperforms) {}

    /** Returns one of its metrics; empty for one that isn't defined for a constant prediction. */
    public OptionalDouble metric(String name) {
        Double value = metrics.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Measures it; a metric that fails is missing. */
    static Map<String, Double> measure(
            ComparisonInput input, int[] labels, List<Metric> metrics, EvaluatorGuard guard) {
        Predictions constant = predictions(input);
        int[] once = new int[labels.length];
        Arrays.fill(once, 1);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            guard.run(EvaluatorFailure.Step.MAJORITY_CLASS_METRIC, metric.name(), () -> {
                double value = metric.function().of(labels, constant).value(once);
                if (!Double.isNaN(value)) {
                    values.put(metric.name(), value);
                }
            });
        }
        return values;
    }

    private static Predictions predictions(ComparisonInput input) {
        List<Integer> sizes = input.training().classSizes();
        int classes = sizes.size();
        int all = sizes.stream().mapToInt(Integer::intValue).sum();
        double[] shares = new double[classes];
        Arrays.setAll(shares, label -> (double) sizes.get(label) / all);
        int columns = classes == 2 ? 1 : classes;
        double[] probabilities = new double[input.test().size() * columns];
        for (int index = 0; index < probabilities.length; index++) {
            // With two classes only that of class 1 is kept; a half that rounding made smaller stays a half.
            probabilities[index] = Math.round(shares[classes == 2 ? 1 : index % columns] * 1e12) / 1e12;
        }
        return new Predictions(0, classes, probabilities);
    }

    /** Compares the models with it by one metric. */
    static MajorityClassBaseline of(Map<String, Double> metrics, Metric primary, List<ModelResult> models) {
        List<Check> checks = new ArrayList<>();
        Double value = metrics.get(primary.name());
        for (ModelResult model : models) {
            ModelResult.Measured measured = model.metrics().get(primary.name());
            if (value != null && measured != null && !model.baseline() && !Double.isNaN(measured.low())) {
                checks.add(new Check(
                        model.name(), primary.higherIsBetter() ? measured.low() > value : measured.high() < value));
            }
        }
        return new MajorityClassBaseline(metrics, checks);
    }
}
