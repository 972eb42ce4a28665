package org.bakeoff.statistics;

import java.util.List;

/**
 * Two models compared in one metric.
 *
 * @param metric the metric's name
 * @param left the model that stands first in the spec
 * @param right the other model
 * @param difference left minus right, of the means over seeds
 * @param significance the p-values
 * @param verdict what may be concluded; {@link Verdict#UNDETERMINED} for any but the primary metric
 * @param caveats what limits it, in the order of the enum
 */
public record PairwiseComparison(
        String metric,
        String left,
        String right,
        Estimate difference,
        Significance significance,
        Verdict verdict,
        List<Caveat> caveats) {

    /** Copies the list. */
    public PairwiseComparison {
        caveats = List.copyOf(caveats);
    }

    /** Returns the two-sided p-value; NaN where the data gives none. */
    public double p() {
        return significance.p();
    }

    /** Returns the Holm-adjusted p-value; NaN for a metric that isn't the primary one. */
    public double adjustedP() {
        return significance.adjustedP();
    }

    /** Returns whether it compares these two models, in whichever order. */
    public boolean isOf(String one, String other) {
        return (left.equals(one) && right.equals(other)) || (left.equals(other) && right.equals(one));
    }

    /** Returns whether the model is better than the other one. */
    public boolean isBetter(String model) {
        return switch (verdict) {
            case LEFT_BETTER -> left.equals(model);
            case RIGHT_BETTER -> right.equals(model);
            case EQUIVALENT, NO_SIGNIFICANT_DIFFERENCE, UNDETERMINED -> false;
        };
    }

    /** Returns the same comparison with left and right swapped. */
    public PairwiseComparison reversed() {
        return new PairwiseComparison(
                metric, right, left, difference.negated(), significance, verdict.reversed(), caveats);
    }

    /** Returns the verdict that interval and Holm-adjusted p allow: a model is better only if both are significant. */
    static Verdict verdict(Estimate difference, Significance significance, boolean higherIsBetter) {
        if (!difference.hasInterval() || Double.isNaN(significance.adjustedP())) {
            return Verdict.UNDETERMINED;
        }
        if (!significance.afterHolm() || !difference.excludesZero()) {
            return Verdict.NO_SIGNIFICANT_DIFFERENCE;
        }
        return difference.value() > 0 == higherIsBetter ? Verdict.LEFT_BETTER : Verdict.RIGHT_BETTER;
    }
}
