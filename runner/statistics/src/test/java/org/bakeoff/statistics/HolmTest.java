package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void agreesWithFiguresByHand() {
        assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(Holm.adjust(0.5, 0.6)).containsExactly(1, 1);
        assertThat(Holm.adjust(0.2)).containsExactly(0.2);
        assertThat(Holm.adjust()).isEmpty();
        // The three pairs of the reference figures, by statsmodels.
        assertThat(Holm.adjust(7.97712197059598e-09, 7.97712197059598e-09, 1.0))
                .containsExactly(new double[] {2.393136591178794e-08, 2.393136591178794e-08, 1}, within(1e-20));
    }

    @Test
    void whatCantBeTestedStaysUnsaidAndKeepsTheRestAsItIs() {
        assertThat(Holm.adjust(Double.NaN, 0.01, 0.2)).containsExactly(Double.NaN, 0.03, 0.4);
    }

    @Property(tries = 200)
    void isNoSmallerThanPAndNoLargerThanBonferroniAndKeepsTheOrder(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(max = 1) Double> p) {
        double[] adjusted = adjusted(p);

        for (int i = 0; i < adjusted.length; i++) {
            assertThat(adjusted[i]).isBetween(p.get(i), Math.min(1, p.size() * p.get(i)));
            for (int j = 0; j < adjusted.length; j++) {
                assertThat(p.get(i) <= p.get(j) && adjusted[i] > adjusted[j]).isFalse();
            }
        }
        assertThat(adjusted[p.indexOf(Collections.min(p))]).isEqualTo(Math.min(1, p.size() * Collections.min(p)));
    }

    @Property(tries = 100)
    void doesNotDependOnTheOrder(@ForAll @Size(min = 1, max = 8) List<@DoubleRange(max = 1) Double> p) {
        List<Double> reversed = new ArrayList<>(p);
        Collections.reverse(reversed);
        double[] adjusted = adjusted(p);
        double[] other = adjusted(reversed);
        for (int index = 0; index < adjusted.length; index++) {
            assertThat(other[adjusted.length - 1 - index]).isEqualTo(adjusted[index]);
        }
    }

    /** Whatever is significant lies on one side of 0, what isn't holds it, and none is narrower than Bonferroni's but there. */
    @Property(tries = 300)
    void simultaneousIntervalsAgreeWithTheAdjustedP(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 400) Integer> discordant,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 0.05) double alpha) {
        List<PairedProportions> tests = discordant.stream()
                .map(number -> new PairedProportions(number % 20, number / 20, 100))
                .toList();
        List<Significance> adjusted =
                Holm.adjust(tests, tests.stream().mapToDouble(test -> alpha).toArray());

        for (int index = 0; index < tests.size(); index++) {
            Significance significance = adjusted.get(index);
            Estimate bonferroni = tests.get(index).interval(alpha / tests.size());
            assertThat(significance.p()).isEqualTo(tests.get(index).p());
            if (significance.afterHolm()) {
                assertThat(significance.simultaneous()).isEqualTo(bonferroni.beyondZero());
                assertThat(significance.simultaneous().low() >= 0
                                || significance.simultaneous().high() <= 0)
                        .isTrue();
            } else {
                assertThat(significance.simultaneous()).isEqualTo(bonferroni);
                assertThat(significance.simultaneous().low()).isNotPositive();
                assertThat(significance.simultaneous().high()).isNotNegative();
            }
        }
    }

    /** What can't be tested counts as not rejected, so that it takes its part of the level. */
    @Test
    void aTestWithoutAPTakesItsShare() {
        DifferenceTest none = new DifferenceTest() {
            @Override
            public double value() {
                return 0.1;
            }

            @Override
            public double p() {
                return Double.NaN;
            }

            @Override
            public Estimate interval(double alpha) {
                return Estimate.withoutInterval(0.1);
            }
        };
        // McNemar's exact p is 0.039, above a half of 0.05.
        List<Significance> adjusted = Holm.adjust(List.of(new PairedProportions(8, 1, 100), none), 0.05, 0.05);

        assertThat(adjusted.get(0).afterHolm()).isFalse();
        assertThat(adjusted.get(0).simultaneous().low()).isNotPositive();
        assertThat(adjusted.get(1).simultaneous().hasInterval()).isFalse();
    }

    /** With a smaller alpha, as after earlier looks at the results, less is significant at 0.05. */
    @Test
    void aSmallerAlphaMakesTheAdjustedPLarger() {
        PairedProportions test = new PairedProportions(12, 2, 50);
        assertThat(Holm.adjust(List.of(test), 0.05).get(0).adjustedP()).isEqualTo(test.p());
        assertThat(Holm.adjust(List.of(test), 0.01).get(0).adjustedP()).isCloseTo(5 * test.p(), within(1e-12));
        assertThat(Holm.adjust(List.of(test), 0.01).get(0).simultaneous().low()).isNotPositive();
    }

    private static double[] adjusted(List<Double> p) {
        return Holm.adjust(p.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
