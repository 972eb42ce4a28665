package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.right;

import java.util.List;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;

/**
 * Models that are right on so many of 400 examples, compared with the majority class, which is right on half of them, and
 * with a baseline that is right on 300.
 */
class BaselinesTest {

    private static final int SIZE = 400;
    private static final double[] FAILED = {};

    @Test
    void eachModelIsComparedWithTheMajorityClassAndTheBaseline() {
        assertThat(outperforms(360)).isTrue();
        assertThat(outperforms(240)).isTrue();
        assertThat(outperforms(300)).isTrue();
        assertThat(outperforms(210)).isFalse();
        assertThat(outperforms(160)).isFalse();
        assertThat(compared(360).comparison("net", "low").verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(compared(240).comparison("net", "low").verdict()).isEqualTo(Verdict.RIGHT_BETTER);
        assertThat(compared(300).comparison("net", "low").verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
    }

    /** Wilson's with 399 examples, n p (1 - p) over the variance n p (1 - p) / (n - 1), and t(399), by scipy. */
    @Test
    void intervalsAreWilsons() {
        ModelResult.Measured measured = compared(360).model("net").measured("accuracy");
        assertThat(measured.low()).isCloseTo(0.86653, within(5e-6));
        assertThat(measured.high()).isCloseTo(0.92580, within(5e-6));
        assertThat(compared(210).model("net").measured("accuracy").low()).isCloseTo(0.47585, within(5e-6));
    }

    @Test
    void whereLowerIsBetterTheLowerOneOutperforms() {
        Metric errors = Metric.rate(
                "errorRate",
                "Error rate",
                false,
                (label, predictions, example) -> predictions.predicted(example) == label ? 0 : 1);
        ComparisonResult result = Scores.balanced(SIZE)
                .model("net", right(SIZE, 360))
                .model("bad", right(SIZE, 160))
                .model(Entrant.of("low", right(SIZE, 300)).declared(true, false))
                .compare(errors);

        assertThat(result.conclusion().majorityClassBaseline().comparisons())
                .extracting(PairwiseComparison::left, PairwiseComparison::verdict)
                .containsExactly(tuple("net", Verdict.LEFT_BETTER), tuple("bad", Verdict.RIGHT_BETTER));
        assertThat(result.best()).containsExactly("net");
        assertThat(result.ranking()).containsExactly(List.of("net"), List.of("low"), List.of("bad"));
    }

    /** Means can't say so, but a file that was changed by hand can. */
    @Test
    void verdictsThatGoRoundInACircleRankNobody() {
        ComparisonResult result = Scores.balanced(SIZE)
                .model("a", right(SIZE, 360))
                .model("b", right(SIZE, 300))
                .model("c", right(SIZE, 160))
                .compare(ACCURACY);
        Conclusion conclusion = result.conclusion();
        List<PairwiseComparison> circle = conclusion.comparisons().stream()
                .map(pair -> pair.left().equals("a") && pair.right().equals("c")
                        ? withVerdict(pair, Verdict.RIGHT_BETTER)
                        : pair)
                .toList();

        assertThat(new ComparisonResult(
                                result.name(),
                                result.dataset(),
                                result.metrics(),
                                result.models(),
                                new Conclusion(
                                        conclusion.margin(),
                                        circle,
                                        conclusion.majorityClassBaseline(),
                                        conclusion.power(),
                                        conclusion.rounds(),
                                        conclusion.warnings()),
                                result.searches(),
                                result.evaluation())
                        .ranking())
                .containsExactly(List.of("a", "b", "c"));
    }

    private static PairwiseComparison withVerdict(PairwiseComparison pair, Verdict verdict) {
        return new PairwiseComparison(
                pair.metric(),
                pair.left(),
                pair.right(),
                pair.difference(),
                pair.significance(),
                verdict,
                pair.caveats());
    }

    @Test
    void aBaselineIsNotComparedWithTheMajorityClass() {
        ComparisonResult result = Scores.balanced(SIZE)
                .model(Entrant.of("low", right(SIZE, 300)).declared(true, false))
                .model(Entrant.of("lower", right(SIZE, 210)).declared(true, false))
                .compare(ACCURACY);
        assertThat(result.conclusion().majorityClassBaseline().comparisons()).isEmpty();
    }

    @Test
    void withoutAllTrialsThereIsNoVerdictOnTheBaseline() {
        ComparisonResult result = Scores.balanced(SIZE)
                .model(Entrant.of("low", right(SIZE, 300), FAILED).declared(true, false))
                .model("net", right(SIZE, 360), right(SIZE, 360))
                .model("gone", FAILED, FAILED)
                .compare(ACCURACY);

        assertThat(result.conclusion().majorityClassBaseline().comparisons())
                .extracting(PairwiseComparison::left, PairwiseComparison::verdict)
                .containsExactly(tuple("net", Verdict.LEFT_BETTER));
        assertThat(result.comparison("net", "low").verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(result.best()).containsExactly("net");
    }

    private static boolean outperforms(int right) {
        return compared(right)
                .conclusion()
                .majorityClassBaseline()
                .comparisons()
                .get(0)
                .isBetter("net");
    }

    private static ComparisonResult compared(int network) {
        double[] other = new double[SIZE];
        // As many right, but the last ones.
        double[] first = right(SIZE, SIZE - network);
        java.util.Arrays.setAll(other, index -> 1 - first[index]);
        return Scores.balanced(SIZE)
                .model(Entrant.of("low", right(SIZE, 300)).declared(true, false))
                .model("net", other)
                .compare(ACCURACY);
    }
}
