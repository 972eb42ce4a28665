package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;
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

    /** How probable it is that chance makes one of two classes more frequent than the other, from where on it isn't chance. */
    private static final double CHANCE = 0.025;

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
        decide(sizes, shares, input);
        int columns = classes == 2 ? 1 : classes;
        double[] probabilities = new double[input.test().size() * columns];
        for (int index = 0; index < probabilities.length; index++) {
            // With two classes only that of class 1 is kept.
            probabilities[index] = shares[classes == 2 ? 1 : index % columns];
        }
        return new Predictions(0, classes, probabilities);
    }

    /**
     * Decides which class is predicted of several that are equally frequent in the training set, but for chance, as for the draw of the
     * validation examples: the one that most test examples are of, if that is more than chance. Else the order of their names
     * would decide, or that draw. The class takes the largest share.
     */
    private static void decide(List<Integer> sizes, double[] shares, ComparisonInput input) {
        List<Integer> tested = new ArrayList<>(Collections.nCopies(shares.length, 0));
        input.test().forEach(example -> tested.set(example.label(), tested.get(example.label()) + 1));
        int otherwise = 0;
        for (int label = 1; label < shares.length; label++) {
            // As predictions do, of two equal classes the second one, and of more the first.
            if (shares[label] > shares[otherwise] || (shares.length == 2 && shares[1] == shares[0])) {
                otherwise = label;
            }
        }
        int wanted = otherwise;
        for (int label = 0; label < shares.length; label++) {
            if (shares[label] > 0 && !differ(sizes, label, otherwise, 1) && tested.get(label) > tested.get(wanted)) {
                wanted = label;
            }
        }
        // It is the most frequent one of many.
        if (differ(tested, wanted, otherwise, shares.length - 1)) {
            double largest = shares[otherwise];
            // Where both are equal, by the smallest amount that a double has room for.
            shares[otherwise] = Math.nextDown(shares[wanted]);
            shares[wanted] = Math.nextUp(largest);
        }
    }

    /** Returns whether one of two classes, which may be chosen from so many pairs, is more frequent than the other beyond chance. */
    private static boolean differ(List<Integer> counts, int left, int right, int pairs) {
        double deviations = NormalDistribution.of(0, 1).inverseSurvivalProbability(CHANCE / pairs);
        double more = counts.get(left) - counts.get(right);
        return more * more > deviations * deviations * (counts.get(left) + counts.get(right));
    }
}
