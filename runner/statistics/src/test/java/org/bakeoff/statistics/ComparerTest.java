package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.DRAWN;
import static org.bakeoff.statistics.Scores.MEAN;
import static org.bakeoff.statistics.Scores.RATE;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals of single models, metrics that are no mean, and what is said in the end. */
class ComparerTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 20, 200})
    void theJackknifeGivesTheIntervalOfTheClosedForm(int count) {
        SplittableRandom random = new SplittableRandom(count);
        int[] groups = Scores.groups(count, 4);
        double[] left = random.doubles(groups.length).map(Math::rint).toArray();
        double[] right = random.doubles(groups.length).map(Math::rint).toArray();
        Scores scores = new Scores(groups).model("left", left).model("right", right);
        PairwiseComparison exact = scores.pair(MEAN);
        PairwiseComparison drawn = scores.pair(DRAWN);

        assertThat(drawn.difference().value()).isEqualTo(exact.difference().value());
        assertThat(drawn.difference().low()).isCloseTo(exact.difference().low(), within(1e-9));
        assertThat(drawn.difference().high()).isCloseTo(exact.difference().high(), within(1e-9));
    }

    @Test
    void aWeightCountsAsSoManyCopies() {
        double[] values = {0.1, 0.9, 0.4};
        int[] weights = {2, 0, 3};
        double[] copies = {0.1, 0.1, 0.4, 0.4, 0.4};
        for (Metric metric : new Metric[] {MEAN, RATE}) {
            assertThat(metric.function()
                            .of(new int[3], new Predictions(1, 2, values))
                            .value(weights))
                    .isCloseTo(
                            metric.function()
                                    .of(new int[5], new Predictions(1, 2, copies))
                                    .value(new int[] {1, 1, 1, 1, 1}),
                            within(1e-15));
        }
    }

    @Test
    void aRateKeepsItsIntervalWithinItsRange() {
        SplittableRandom random = new SplittableRandom(3);
        for (int wrong = 0; wrong <= 40; wrong++) {
            double[] seed = new double[40];
            Arrays.fill(seed, 1);
            Arrays.fill(seed, 0, wrong, 0);
            double[] other = seed.clone();
            other[random.nextInt(40)] = 1;
            ModelResult.Measured estimate = estimate(new Scores(Scores.groups(20, 2)).model("a", seed, other));

            assertThat(estimate.low()).isBetween(0.0, estimate.value() + 1e-12);
            assertThat(estimate.high()).isBetween(estimate.value() - 1e-12, 1.0);
            assertThat(estimate.high() - estimate.low()).isGreaterThan(0.05);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "3, 1", "7, 1", "10, 1", "10, 0"})
    void aRateOfZeroOrOneIsNotCertain(int seeds, double value) {
        double[][] all = new double[seeds][30];
        for (double[] one : all) {
            Arrays.fill(one, value);
        }
        ModelResult.Measured estimate = estimate(new Scores(Scores.groups(30, 1)).model("a", all));

        assertThat(estimate.value()).isEqualTo(value);
        assertThat(estimate.high() - estimate.low()).isBetween(0.1, 0.2);
    }

    @Test
    void withoutClustersARatesIntervalIsNearWilsons() {
        double[] seed = new double[2500];
        Arrays.fill(seed, 0, 2071, 1);
        ModelResult.Measured estimate = estimate(new Scores(Scores.groups(2500, 1)).model("a", seed));

        assertThat(estimate.low()).isCloseTo(wilson(2071, 2500, -1), within(2e-4));
        assertThat(estimate.high()).isCloseTo(wilson(2071, 2500, 1), within(2e-4));
    }

    @Test
    void theWinnerIsNamedWithTheIntervalFromItsSide() {
        Scores scores =
                new Scores(Scores.groups(20, 1)).model("weak", around(0.2)).model("strong", around(0.7));
        PairwiseComparison pair = scores.pair(MEAN);

        assertThat(pair.difference().value()).isCloseTo(-0.5, within(1e-9));
        assertThat(pair.difference().high()).isNegative();
        assertThat(pair.verdict()).isEqualTo(Verdict.RIGHT_BETTER);
        assertThat(pair.isBetter("strong")).isTrue();
        assertThat(pair.isBetter("weak")).isFalse();
        assertThat(pair.caveats()).containsExactly(Caveat.SINGLE_SEED);
        assertThat(pair.reversed().verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(pair.reversed().difference().low())
                .isEqualTo(-pair.difference().high());
    }

    @Test
    void whereLowerIsBetterTheLowerOneWins() {
        Metric loss = Metric.mean("logLoss", "Log loss", false, MEAN.score());
        Scores scores = new Scores(Scores.groups(20, 1))
                .model("high", around(0.7), around(0.71))
                .model("low", around(0.2), around(0.21));
        PairwiseComparison pair = scores.pair(loss);

        assertThat(pair.difference().value()).isPositive();
        assertThat(pair.isBetter("low")).isTrue();
        assertThat(pair.caveats()).containsExactly(Caveat.TWO_SEEDS);
    }

    /** Predictions that are all the same say how seldom models differ, but not by how much in an unbounded metric. */
    @Test
    void modelsThatAreAlikeHaveADifferenceOfZeroThatIsNotCertain() {
        Scores scores = new Scores(Scores.groups(20, 1)).model("a", around(0.5)).model("b", around(0.5));
        PairwiseComparison mean = scores.pair(MEAN);
        assertThat(mean.difference().value()).isZero();
        assertThat(mean.p()).isEqualTo(1);
        assertThat(mean.difference().hasInterval()).isFalse();
        assertThat(mean.verdict()).isEqualTo(Verdict.UNDETERMINED);

        PairwiseComparison rate = scores.pair(RATE);
        assertThat(rate.difference().value()).isZero();
        assertThat(rate.p()).isEqualTo(1);
        // z^2 / (n + z^2)
        assertThat(rate.difference().high()).isCloseTo(0.1611251580528, within(1e-9));
        assertThat(rate.difference().low()).isCloseTo(-0.1611251580528, within(1e-9));
        assertThat(rate.verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
    }

    @Test
    void whatHolmTakesBackIsSaidToBe() {
        double[] base = new double[30];
        double[] better = new double[30];
        Arrays.setAll(better, index -> 0.0427 + (index % 2 == 0 ? 0.1 : -0.1));
        Scores scores = new Scores(Scores.groups(30, 1)).model("a", base).model("b", better);
        double p = scores.pair(MEAN).p();
        assertThat(p).isBetween(0.017, 0.05);

        // Two more models make it one of six pairs, and of four more with the majority class, of which b's p alone is
        // smaller.
        ComparisonResult four = scores.model("c", base).model("d", base).compare(MEAN);

        assertThat(four.conclusion().comparisons()).hasSize(6);
        assertThat(four.conclusion().comparisons().get(0).p()).isEqualTo(p);
        assertThat(four.conclusion().comparisons().get(0).adjustedP()).isCloseTo(9 * p, within(1e-12));
        assertThat(four.comparison("a", "b").verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
        assertThat(four.comparison("a", "b").caveats()).contains(Caveat.NOT_SIGNIFICANT_AFTER_HOLM);
        assertThat(four.comparison("a", "c").caveats()).doesNotContain(Caveat.NOT_SIGNIFICANT_AFTER_HOLM);
    }

    @Test
    void onlyThePrimaryMetricGetsAVerdict() {
        ComparisonResult result = new Scores(Scores.groups(20, 1))
                .model("a", around(0.2))
                .model("b", around(0.7))
                .compare(MEAN, RATE, DRAWN);

        assertThat(result.conclusion().comparisons())
                .extracting(PairwiseComparison::metric)
                .containsExactly("score", "accuracy", "drawn");
        assertThat(result.conclusion().comparisons().subList(1, 3)).allSatisfy(pair -> {
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
            assertThat(pair.caveats()).contains(Caveat.EXPLORATORY);
            assertThat(pair.adjustedP()).isNaN();
        });
        assertThat(result.models().get(0).metrics()).containsOnlyKeys("score", "accuracy", "drawn");
    }

    @Test
    void aFailedTrialLeavesNoVerdict() {
        double[] failed = {};
        ComparisonResult result = new Scores(Scores.groups(20, 1))
                .model("a", around(0.2), around(0.2))
                .model("b", around(0.7), failed)
                .model("c", failed, failed)
                .compare(MEAN);

        assertThat(result.complete()).isFalse();
        assertThat(result.conclusion().comparisons()).singleElement().satisfies(pair -> {
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
            assertThat(pair.caveats()).contains(Caveat.FAILED_TRIALS);
            assertThat(pair.difference().value()).isCloseTo(-0.5, within(1e-9));
        });
        assertThat(result.models().get(1).trials().get(0).metrics()).containsOnlyKeys("score");
        assertThat(result.models().get(1).trials().get(1).metrics()).isEmpty();
        assertThat(result.models().get(2).metrics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3"})
    void aSingleClusterSaysNothing(int count, int size) {
        for (Metric metric : new Metric[] {MEAN, DRAWN, RATE}) {
            double[] left = new double[count * size];
            double[] right = new double[count * size];
            Arrays.setAll(left, index -> 0.9 - index / 10.0);
            Arrays.setAll(right, index -> index == 0 ? 0.1 : 0.6);
            ComparisonResult result = new Scores(Scores.groups(count, size))
                    .model("a", left)
                    .model("b", right)
                    .compare(metric);

            PairwiseComparison pair = result.conclusion().comparisons().get(0);
            assertThat(pair.p()).isNaN();
            assertThat(pair.difference().low()).isNaN();
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
            assertThat(pair.caveats()).contains(Caveat.NO_INTERVAL);
        }
    }

    @Test
    void aDifferenceWithoutAnyVarianceIsNotCertain() {
        double[] low = new double[200];
        double[] high = new double[200];
        Arrays.fill(high, 0.7);
        PairwiseComparison pair = new Scores(Scores.groups(200, 1))
                .model("a", low, low)
                .model("b", high, high)
                .pair(MEAN);

        assertThat(pair.p()).isNaN();
        assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(pair.caveats()).containsExactly(Caveat.NO_INTERVAL, Caveat.TWO_SEEDS);
    }

    @Test
    void aSeedInWhichTheMetricIsUndefinedLeavesNoVerdict() {
        double[] undefined = around(0.7);
        undefined[3] = Double.NaN;
        ComparisonResult result = new Scores(Scores.groups(20, 1))
                .model("a", around(0.2), around(0.3), around(0.25))
                .model("b", around(0.7), undefined, around(0.6))
                .model("c", around(0.9), around(0.8), around(0.85))
                .compare(MEAN);

        for (PairwiseComparison comparison : List.of(result.comparison("a", "b"), result.comparison("b", "c"))) {
            assertThat(comparison.verdict()).isEqualTo(Verdict.UNDETERMINED);
            assertThat(comparison.caveats()).contains(Caveat.NO_INTERVAL);
            assertThat(comparison.simultaneous().hasInterval()).isFalse();
        }
        assertThat(result.comparison("c", "a").verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(result.model("b").measured("score").low()).isNaN();
    }

    /** All examples have class 1, so that there is no rate of true negatives. */
    @Test
    void aMetricThatIsUndefinedOnTheTestSetHasNoIntervalAndNoVerdict() {
        Metric specificity = Metric.of("specificity", "Specificity", true, (labels, predictions) -> weights -> {
                    double right = 0;
                    double all = 0;
                    for (int example = 0; example < labels.length; example++) {
                        all += labels[example] == 0 ? weights[example] : 0;
                        right += labels[example] == 0 && predictions.predicted(example) == 0 ? weights[example] : 0;
                    }
                    return right / all;
                })
                .within(0, 1);
        ComparisonResult result = new Scores(Scores.groups(20, 1))
                .model("a", around(0.2))
                .model("b", around(0.7))
                .compare(specificity);

        assertThat(result.comparison("a", "b").verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(result.model("a").measured("specificity").value()).isNaN();
        assertThat(result.model("a").measured("specificity").high()).isNaN();
        assertThat(result.conclusion().majorityClassBaseline().comparisons()).isEmpty();
        assertThat(result.conclusion().power()).isEmpty();
    }

    @Test
    void fewClustersAreSaidToBeFew() {
        PairwiseComparison pair = new Scores(Scores.groups(5, 1))
                .model("a", new double[5])
                .model("b", new double[] {0.5, 0.6, 0.7, 0.6, 0.5})
                .pair(MEAN);

        // The paired t test by scipy.
        assertThat(pair.p()).isCloseTo(1.0109764426190713e-4, within(1e-12));
        assertThat(pair.verdict()).isEqualTo(Verdict.RIGHT_BETTER);
        assertThat(pair.caveats()).containsExactly(Caveat.SINGLE_SEED, Caveat.FEW_CLUSTERS);
    }

    @Test
    void aModelThatDivergedGetsNoVerdict() {
        double[] nan = new double[20];
        Arrays.fill(nan, Double.NaN);
        ComparisonResult result = new Scores(Scores.groups(20, 1))
                .model("a", around(0.3))
                .model("b", nan)
                .model("c", around(0.9))
                .compare(MEAN, DRAWN);

        assertThat(result.comparison("a", "b").verdict()).isEqualTo(Verdict.UNDETERMINED);
        assertThat(result.conclusion().comparisons().get(0).adjustedP()).isNaN();
        assertThat(result.comparison("c", "a").verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(result.models().get(1).metrics().get("score").value()).isNaN();
    }

    /** It computes without each block of examples on all processors. */
    @Test
    void whatAMetricThrowsOfItsFirstBlockReachesTheCallerAsItIs() {
        Metric failing = Metric.of("failing", "Failing", true, (labels, predictions) -> weights -> {
            List<Integer> left = IntStream.range(0, weights.length)
                    .filter(example -> weights[example] == 0)
                    .boxed()
                    .toList();
            if (left.isEmpty()) {
                return 1;
            }
            throw new IllegalStateException("without " + left);
        });

        assertThatThrownBy(() ->
                        Scores.balanced(100).model("a", Scores.right(100, 90)).compare(failing))
                .hasMessage("without [0]")
                .hasNoCause();
    }

    private static double[] around(double value) {
        double[] scores = new double[20];
        Arrays.setAll(scores, index -> value + (index % 2 == 0 ? 0.1 : -0.1) * (value > 0.4 ? 1 : -1));
        return scores;
    }

    private static ModelResult.Measured estimate(Scores scores) {
        return scores.compare(RATE).models().get(0).metrics().get("accuracy");
    }

    private static double wilson(double right, double count, int side) {
        double z = 1.959963984540054;
        double p = right / count;
        return (p + z * z / (2 * count) + side * z * Math.sqrt(p * (1 - p) / count + z * z / (4 * count * count)))
                / (1 + z * z / count);
    }
}
