package org.bakeoff.statistics;

import java.util.List;
import java.util.OptionalDouble;

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
        List<Caveat> caveats)
        implements ComparedPair<PairwiseComparison> {

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

    @Override
    public PairwiseComparison reversed() {
        return new PairwiseComparison(
                metric, right, left, difference.negated(), significance.negated(), verdict.reversed(), caveats);
    }

    /** Returns the difference with an interval that allows for all comparisons; see {@link Significance#simultaneous}. */
    public Estimate simultaneous() {
        return significance.simultaneous();
    }

    /** Returns whether a model with a verdict is not worse than the other by a margin or more, by the simultaneous interval. */
    public boolean isNonInferior(String model, double margin, boolean higherIsBetter) {
        Estimate gain = model.equals(left) == higherIsBetter
                ? simultaneous()
                : simultaneous().negated();
        return verdict != Verdict.UNDETERMINED && gain.low() > -margin;
    }

    /**
     * Returns the verdict. Equivalence is that of two one-sided tests, each at half the error rate, so that it agrees with the
     * interval; a difference within the margin is equivalence even if it isn't 0.
     *
     * <p>Source: Schuirmann, "A comparison of the two one-sided tests procedure and the power approach for assessing the
     * equivalence of average bioavailability", Journal of Pharmacokinetics and Biopharmaceutics 15, 1987.
     */
    public static Verdict verdict(Significance significance, OptionalDouble margin, boolean higherIsBetter) {
        Estimate difference = significance.simultaneous();
        if (!difference.hasInterval() || Double.isNaN(significance.adjustedP())) {
            return Verdict.UNDETERMINED;
        }
        if (margin.isPresent() && difference.within(margin.getAsDouble())) {
            return Verdict.EQUIVALENT;
        }
        if (!significance.afterHolm()) {
            return Verdict.NO_SIGNIFICANT_DIFFERENCE;
        }
        return difference.value() > 0 == higherIsBetter ? Verdict.LEFT_BETTER : Verdict.RIGHT_BETTER;
    }
}
