package org.bakeoff.statistics.benchmark;

import java.util.List;
import org.bakeoff.statistics.DifferenceTest;

/**
 * Tests the mean over the folds of a data set, by what they gave alone.
 *
 * <p>The folds of a repeat test on different examples, so they show how its mean varies. Repeats test on the same examples, and
 * average out no more than what they differ by. What all training sets have in common shows nowhere: for it stands a part of Nadeau
 * and Bengio's correction.
 *
 * <p>Sources: Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52, 2003; Bengio and Grandvalet, "No
 * unbiased estimator of the variance of k-fold cross-validation", Journal of Machine Learning Research 5, 2004; Bayle, Bayle,
 * Janson and Mackey, "Cross-validation confidence intervals for test error", NeurIPS 2020, for what folds show of a stable learner.
 */
final class FoldTest {

    /** The part of the correction: all of it is too careful, and none of it too bold, by simulation of real training. */
    private static final double CORRECTION = 1 / 3.0;

    private FoldTest() {}

    /**
     * Returns the test of the mean.
     *
     * @param repeats for each repeat the values of its folds
     * @param share test examples for each training example of a fold
     * @param span how far the mean may be from 0 at most; infinity for no limit
     */
    static DifferenceTest of(List<double[]> repeats, double share, double span) {
        List<Spread> spreads = repeats.stream().map(Spread::of).toList();
        Spread means = Spread.of(spreads.stream().mapToDouble(Spread::mean).toArray());
        double variance =
                spreads.stream().mapToDouble(Spread::variance).average().orElse(Double.NaN);
        double count = repeats.size();
        double folds =
                repeats.stream().mapToInt(repeat -> repeat.length).average().orElse(Double.NaN);
        double ofRepeat = variance / folds;
        double averaged = count > 1 ? (1 - 1 / count) * means.variance() : 0;
        double shown = Math.max(ofRepeat - averaged, ofRepeat / count);
        return DifferenceTest.student(means.mean(), shown * (1 + CORRECTION * share * folds), folds - 1, span);
    }
}
