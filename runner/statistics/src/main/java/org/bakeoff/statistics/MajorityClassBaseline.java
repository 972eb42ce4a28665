package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bakeoff.api.Predictions;

/**
 * Holds what every model should outperform: a constant prediction, which gives every test example the shares of the classes in the
 * training set.
 *
 * @param metrics its metrics, by name; without those that aren't defined for a constant prediction
 * @param comparisons the models that are no baseline themselves compared with it in the primary metric, with the model on the
 *     left
 */
public record MajorityClassBaseline(Map<String, Double> metrics, List<PairwiseComparison> comparisons) {

    /** What it is called in a comparison; no model can have this name. */
    public static final String NAME = "majority class";

    /** Copies the map, in its order, and the list. */
    public MajorityClassBaseline {
        metrics = OrderedMap.copyOf(metrics);
        comparisons = ComparedPairs.of(comparisons);
    }

    /** Returns one of its metrics; empty for one that isn't defined for a constant prediction. */
    public OptionalDouble metric(String name) {
        Double value = metrics.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns its predictions. */
    static Predictions predictions(ComparisonInput input) {
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
}
