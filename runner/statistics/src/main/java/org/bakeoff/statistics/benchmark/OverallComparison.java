package org.bakeoff.statistics.benchmark;

import org.bakeoff.statistics.ComparedPair;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;

/**
 * Two models compared over data sets.
 *
 * @param left the model that stands first in the spec
 * @param right the other model
 * @param tally of the data sets by their verdicts
 * @param difference left minus right, the mean over these data sets, with the interval for data sets such as these
 * @param significance the p-values of the difference; adjusted over all pairs
 * @param wilcoxon the exact signed-rank test
 * @param verdict what may be concluded of the difference; {@link Verdict#UNDETERMINED} for fewer than five data sets
 */
public record OverallComparison(
        String left,
        String right,
        Tally tally,
        Estimate difference,
        Significance significance,
        Wilcoxon wilcoxon,
        Verdict verdict)
        implements ComparedPair<OverallComparison> {

    /** With fewer data sets nothing is concluded of others. */
    public static final int LEAST_DATASETS = 5;

    /**
     * Counts data sets.
     *
     * @param wins on how many the left model is better by the verdict there
     * @param ties on how many neither is
     * @param losses on how many the right one is
     * @param datasets on how many both have a value and no failed trial; more than wins, ties and losses where one has no verdict
     */
    public record Tally(int wins, int ties, int losses, int datasets) {

        private Tally reversed() {
            return new Tally(losses, ties, wins, datasets);
        }
    }

    /**
     * The exact signed-rank test.
     *
     * @param p two-sided
     * @param adjustedP adjusted by Holm's method over all pairs
     */
    public record Wilcoxon(double p, double adjustedP) {

        /** Returns whether the models differ after Holm's correction. */
        public boolean afterHolm() {
            return adjustedP < DifferenceTest.ALPHA;
        }
    }

    /** Returns on how many data sets the left model is better; see {@link Tally}. */
    public int wins() {
        return tally.wins();
    }

    /** Returns on how many data sets neither is; see {@link Tally}. */
    public int ties() {
        return tally.ties();
    }

    /** Returns on how many data sets the right model is better; see {@link Tally}. */
    public int losses() {
        return tally.losses();
    }

    /** Returns over how many data sets they are compared; see {@link Tally}. */
    public int datasets() {
        return tally.datasets();
    }

    /** Returns the p-value of the signed-rank test. */
    public double wilcoxonP() {
        return wilcoxon.p();
    }

    /** Returns the Holm-adjusted p-value of the signed-rank test. */
    public double adjustedWilcoxonP() {
        return wilcoxon.adjustedP();
    }

    @Override
    public OverallComparison reversed() {
        return new OverallComparison(
                right,
                left,
                tally.reversed(),
                difference.negated(),
                significance.negated(),
                wilcoxon,
                verdict.reversed());
    }
}
