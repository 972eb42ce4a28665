package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    /** Interval and p must both be significant, and 0.05 doesn't. */
    @ParameterizedTest
    @CsvSource({
        "0.1,  0.01,  0.2,  0.01, LEFT_BETTER",
        "-0.1, -0.2, -0.01, 0.01, RIGHT_BETTER",
        "0.1,  0.01,  0.2,  0.05, NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  0.01,  0.2,  0.3,  NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  -0.01, 0.2,  0.01, NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  0,     0.2,  0.01, NO_SIGNIFICANT_DIFFERENCE",
        "-0.1, -0.2,  0,    0.01, NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  -0.1,  0.3,  0.4,  NO_SIGNIFICANT_DIFFERENCE",
        "0.1,  -0.1,  0.3,  NaN,  UNDETERMINED",
        "0.1,  NaN,   NaN,  0.4,  UNDETERMINED",
        "0.1,  -Infinity, Infinity, 0.4, UNDETERMINED"
    })
    void aModelIsBetterOnlyWhereIntervalAndPSaySo(
            double difference, double low, double high, double p, Verdict verdict) {
        Estimate estimate = new Estimate(difference, low, high);
        Significance significance = new Significance(p, p);

        assertThat(PairwiseComparison.verdict(estimate, significance, true)).isEqualTo(verdict);
        assertThat(PairwiseComparison.verdict(estimate.negated(), significance, true))
                .isEqualTo(verdict.reversed());
        assertThat(PairwiseComparison.verdict(estimate, significance, false)).isEqualTo(verdict.reversed());
    }
}
