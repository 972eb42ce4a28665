package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
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
        // A half that rounding made smaller stays a half.
        Arrays.setAll(shares, label -> Math.round((double) sizes.get(label) / all * 1e12) / 1e12);
        decide(shares, input);
        int columns = classes == 2 ? 1 : classes;
        double[] probabilities = new double[input.test().size() * columns];
        for (int index = 0; index < probabilities.length; index++) {
            // With two classes only that of class 1 is kept.
            probabilities[index] = shares[classes == 2 ? 1 : index % columns];
        }
        return new Predictions(0, classes, probabilities);
    }

    /**
     * Decides which class is predicted of several that are equally frequent in the training set, where otherwise the order of their names
     * would: the one that most test examples are of. Its share is moved by the smallest amount that a double has room for.
     */
    private static void decide(double[] shares, ComparisonInput input) {
        long[] tested = new long[shares.length];
        input.test().forEach(example -> tested[example.label()]++);
        double largest = Arrays.stream(shares).max().orElse(0);
        int[] most = IntStream.range(0, shares.length)
                .filter(label -> shares[label] == largest && largest > 0)
                .toArray();
        // Without a word class 1 of two would be predicted, and the first of more.
        int otherwise = most.length == 0 ? 0 : most[shares.length == 2 ? most.length - 1 : 0];
        int wanted = IntStream.of(most).reduce(otherwise, (best, label) -> tested[label] > tested[best] ? label : best);
        if (wanted != otherwise) {
            shares[wanted] = Math.nextUp(largest);
            shares[otherwise] = Math.nextDown(largest);
        }
    }
}
