package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.right;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedProportionsTest {

    /**
     * The score interval found by brute force in numpy and scipy: the constrained likelihood maximized on a grid, the statistic
     * inverted by root finding. The p-values are scipy's binomtest. The first line is the example of Tango's article, in which
     * one of 44 patients is discordant.
     */
    @ParameterizedTest
    @CsvSource({
        "0,  1, 44,  0.05, -0.1180770969821, 0.0593932308934, 1",
        "12, 2, 50,  0.05,  0.0611124078446, 0.3447087490188, 0.012939453125",
        "12, 2, 50,  0.01,  0,               0.3925036121772, 0.012939453125",
        "9,  2, 32,  0.05,  0,               0.4112241666696, 0.0654296875",
        "14, 0, 50,  0.05,  0.1747417066591, 0.4166512369595, 0.0001220703125",
        "20, 5, 300, 0.05,  0.0188400531042, 0.0863097944762, 0.004077315330505371",
        "0,  0, 50,  0.05, -0.0713475991335, 0.0713475991335, 1"
    })
    void isTangosIntervalAndMcNemarsTest(
            int left, int right, int examples, double alpha, double low, double high, double p) {
        PairedProportions proportions = new PairedProportions(left, right, examples);

        assertThat(proportions.p()).isCloseTo(p, within(1e-12));
        assertThat(proportions.interval(alpha).value()).isEqualTo((left - right) / (double) examples);
        assertThat(proportions.interval(alpha).low()).isCloseTo(low, within(1e-7));
        assertThat(proportions.interval(alpha).high()).isCloseTo(high, within(1e-7));
    }

    /** The score test alone would have p = 0.046. */
    @Test
    void fourOfAThousandThatAreAllOneWayAreNotSignificant() {
        ComparisonResult result = Scores.balanced(1000)
                .model("a", right(1000, 900))
                .model("b", right(1000, 896))
                .compare(ACCURACY);
        PairwiseComparison comparison = result.comparison("a", "b");

        assertThat(comparison.p()).isEqualTo(0.125);
        assertThat(comparison.difference().low()).isZero();
        assertThat(comparison.difference().high()).isCloseTo(0.0102395562773, within(1e-9));
        assertThat(comparison.verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
    }

    @Property(tries = 500)
    void testAndIntervalAgreeAtEveryLevel(
            @ForAll @IntRange(max = 60) int left,
            @ForAll @IntRange(max = 60) int right,
            @ForAll @IntRange(max = 2000) int others,
            @ForAll @Scale(9) @DoubleRange(min = 1e-9, max = 0.5) double alpha) {
        PairedProportions proportions = new PairedProportions(left, right, left + right + others + 1L);
        Estimate interval = proportions.interval(alpha);

        if (proportions.p() < alpha) {
            assertThat(interval.low() >= 0 || interval.high() <= 0).isTrue();
        } else {
            assertThat(interval.low()).isNotPositive();
            assertThat(interval.high()).isNotNegative();
        }
        assertThat(interval.low()).isBetween(-1.0, interval.value());
        assertThat(interval.high()).isBetween(interval.value(), 1.0);
        assertThat(interval.high()).isGreaterThan(interval.low());
        assertThat(proportions.interval(alpha / 2).low()).isLessThanOrEqualTo(interval.low());
        assertThat(proportions.interval(alpha / 2).high()).isGreaterThanOrEqualTo(interval.high());

        PairedProportions swapped = new PairedProportions(right, left, proportions.examples());
        assertThat(swapped.p()).isEqualTo(proportions.p());
        assertThat(swapped.interval(alpha).low()).isCloseTo(-interval.high(), within(1e-9));
        assertThat(swapped.interval(alpha).high()).isCloseTo(-interval.low(), within(1e-9));
    }
}
