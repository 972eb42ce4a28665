package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    /** The adjusted p decides, and 0.05 isn't below 0.05. */
    @ParameterizedTest
    @CsvSource({
        "0.1,  0.01,  0.2,  0.01, LEFT_BETTER",
        "-0.1, -0.2, -0.01, 0.01, RIGHT_BETTER",
        "0.1,  0,     0.2,  0.01, LEFT_BETTER",
        "-0.1, -0.2,  0,    0.01, RIGHT_BETTER",
        "0.1,  0,     0.2,  0.05, NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  -0.1,  0.3,  0.4,  NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  -0.1,  0.3,  NaN,  UNDETERMINED",
        "0.1,  NaN,   NaN,  0.4,  UNDETERMINED",
        "0.1,  -Infinity, Infinity, 0.4, UNDETERMINED"
    })
    void aModelIsBetterWhereTheAdjustedPSaysSo(double difference, double low, double high, double p, Verdict verdict) {
        Significance significance = new Significance(p, p, new Estimate(difference, low, high));

        assertThat(verdict(significance, OptionalDouble.empty(), true)).isEqualTo(verdict);
        assertThat(verdict(negated(significance), OptionalDouble.empty(), true)).isEqualTo(verdict.reversed());
        assertThat(verdict(significance, OptionalDouble.empty(), false)).isEqualTo(verdict.reversed());
    }

    /** An interval within the margin is equivalence, whether or not the difference is significant; one that touches it isn't. */
    @ParameterizedTest
    @CsvSource({
        "0.001, -0.004,  0.006, 0.4,  EQUIVALENT",
        "0.004, 0.001,   0.007, 0.01, EQUIVALENT",
        "0.004, -0.002,  0.01,  0.4,  NO_SIGNIFICANT_DIFFERENCE",
        "0.004, -0.01,   0.009, 0.4,  NO_SIGNIFICANT_DIFFERENCE",
        "0.007, 0.002,   0.012, 0.01, LEFT_BETTER",
        "0,     NaN,     NaN,   1,    UNDETERMINED"
    })
    void modelsAreEquivalentWhereTheIntervalLiesWithinTheMargin(
            double difference, double low, double high, double p, Verdict verdict) {
        Significance significance = new Significance(p, p, new Estimate(difference, low, high));

        assertThat(verdict(significance, OptionalDouble.of(0.01), true)).isEqualTo(verdict);
        assertThat(verdict(negated(significance), OptionalDouble.of(0.01), true))
                .isEqualTo(verdict.reversed());
    }

    @ParameterizedTest
    @CsvSource({
        "-0.004, 0.02, true, true",
        "-0.01, 0.02, false, true",
        "-0.02, 0.004, false, true",
        "-0.02, 0.004, true, false"
    })
    void aModelIsNonInferiorWhereItIsNotWorseByTheMargin(
            double low, double high, boolean nonInferior, boolean higherIsBetter) {
        Estimate difference = new Estimate((low + high) / 2, low, high);
        PairwiseComparison comparison = new PairwiseComparison(
                "accuracy",
                "a",
                "b",
                difference,
                new Significance(0.3, 0.3, difference),
                Verdict.NO_SIGNIFICANT_DIFFERENCE,
                java.util.List.of());

        assertThat(comparison.isNonInferior("a", 0.01, higherIsBetter)).isEqualTo(nonInferior);
        assertThat(comparison.reversed().isNonInferior("a", 0.01, higherIsBetter))
                .isEqualTo(nonInferior);
    }

    private static Significance negated(Significance significance) {
        return new Significance(
                significance.p(),
                significance.adjustedP(),
                significance.simultaneous().negated());
    }

    private static Verdict verdict(Significance significance, OptionalDouble margin, boolean higherIsBetter) {
        return PairwiseComparison.verdict(significance, margin, higherIsBetter);
    }
}
