package org.bakeoff.statistics.benchmark;

import java.util.List;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.DifferenceTest.PartOfVariance;

/**
 * Tests the mean over the folds of a data set, by what they gave alone.
 *
 * <p>The folds of a repeat test on different examples, so they show how its mean varies. Repeats test on the same examples, and
 * average out no more than what they differ by, of which half is taken off, since few repeats show it badly. What all training sets have in common shows nowhere: for it stands a part of Nadeau
 * and Bengio's correction.
 *
 * <p>What the folds of several repeats show adds up to more degrees of freedom, as in Dietterich's test of five repeats of two folds.
 * Two or three folds show too little to take anything off; with repeats half of the correction is then enough. Two folds without a
 * repeat have a single degree of freedom, and no test.
 *
 * <p>Sources: Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52, 2003; Bengio and Grandvalet, "No
 * unbiased estimator of the variance of k-fold cross-validation", Journal of Machine Learning Research 5, 2004; Bayle, Bayle,
 * Janson and Mackey, "Cross-validation confidence intervals for test error", NeurIPS 2020, for what folds show of a stable learner;
 * Dietterich, "Approximate statistical tests for comparing supervised classification learning algorithms", Neural Computation 10,
 * 1998.
 */
final class FoldTest {

    /** The part of the correction: all of it is too careful, and none of it too bold, by simulation of real training. */
    private static final double CORRECTION = 1 / 3.0;

    /** From up to so many folds nothing is taken off. */
    private static final int FEW = 3;

    /** Two folds without a repeat have less. */
    private static final int LEAST_FREEDOM = 2;

    /** Folds that differ by rounding alone, of rates. */
    private static final double SAME = 1e-18;

    private FoldTest() {}

    /**
     * Returns the test of the mean; without an interval if fewer than two degrees of freedom are left.
     *
     * @param repeats for each repeat the values of its folds
     * @param cuts how many repeats there are, or would be if those that have test sets in common had none: few groups are cut
     *     alike by every repeat, which shows nothing more
     * @param share test examples for each training example of a fold
     * @param span how far the mean may be from 0 at most; infinity for no limit
     * @param examples how many independent test examples the values of a repeat are rates of; infinity for other values
     * @param seeds what the seeds, which are the same for all folds, add for each model
     */
    static DifferenceTest of(
            List<double[]> repeats,
            double cuts,
            double share,
            double span,
            double examples,
            List<PartOfVariance> seeds) {
        List<Spread> spreads = repeats.stream().map(Spread::of).toList();
        Spread means = Spread.of(spreads.stream().mapToDouble(Spread::mean).toArray());
        double variance =
                spreads.stream().mapToDouble(Spread::variance).average().orElse(Double.NaN);
        double count = repeats.size();
        double folds =
                repeats.stream().mapToInt(repeat -> repeat.length).average().orElse(Double.NaN);
        double different = Math.min(cuts, count);
        boolean few = different > 1 && folds <= FEW;
        double ofRepeat = variance / folds;
        double averaged = count > 1 && !few ? (1 - 1 / count) * means.variance() / 2 : 0;
        double shown = Math.max(ofRepeat - averaged, ofRepeat / count);
        if (Double.isFinite(examples) && shown < SAME) {
            shown = leastVariance(Math.abs(means.mean()), examples);
        }
        double corrected = shown * (1 + (few ? CORRECTION / 2 : CORRECTION) * share * folds);
        double freedom = different * (folds - 1);
        double known = freedom < LEAST_FREEDOM ? Double.NaN : corrected;
        // Where folds of another metric than a rate give the same, nothing is known of their error, whatever seeds do.
        return DifferenceTest.student(
                means.mean(), new PartOfVariance(known, known, freedom), corrected > 0 ? seeds : List.of(), span);
    }

    /**
     * Returns the variance of a rate, the least of a difference of two rates, with two more examples as Bonett and Price count them
     * for a single test set.
     */
    private static double leastVariance(double rate, double examples) {
        return (rate * (1 - rate) + 2 / examples) / examples;
    }
}
