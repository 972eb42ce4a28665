package org.bakeoff.statistics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.benchmark.BenchmarkComparisonTest.compare;
import static org.bakeoff.statistics.benchmark.BenchmarkComparisonTest.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.bakeoff.api.Metric;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.Test;

class FoldComparisonTest {

    @Test
    void intervalsOfFoldsStayInTheMetricsRange() {
        Metric bounded = GivenRun.SCORE.within(0.3, 0.95);
        ComparisonResult[] folds = DoubleStream.of(0.5, 0.94, 0.6)
                .mapToObj(value -> new GivenRun(90, 40, bounded)
                        .model("a", value)
                        .model("b", 1.25 - value)
                        .compare())
                .toArray(ComparisonResult[]::new);
        BenchmarkResult result = compare(bounded, List.of(dataset(0, folds)), "a", "b");

        Estimate value = result.datasets().get(0).values().get("a");
        assertThat(value.low()).isEqualTo(0.3);
        assertThat(value.high()).isEqualTo(0.95);
        Estimate difference = result.datasets().get(0).comparisons().get(0).difference();
        assertThat(difference.high()).isCloseTo(0.65, within(1e-12));
    }

    /** A rate's least variance, and the corrected one of scipy's t test with 4 degrees of freedom; see {@link FoldTest}. */
    @Test
    void foldsThatGiveTheSameOfARateHaveAnInterval() {
        DatasetResult same = sameFolds(GivenRun.RATE, 1, 0.8, 1);

        assertThat(same.values().get("a").low()).isCloseTo(0.976633, within(1e-6));
        assertThat(same.values().get("a").high()).isEqualTo(1);
        PairwiseComparison better = same.comparisons().get(0);
        assertThat(better.difference().low()).isCloseTo(0.103654, within(1e-6));
        assertThat(better.verdict()).isEqualTo(Verdict.LEFT_BETTER);
        PairwiseComparison equal = same.comparisons().get(1);
        assertThat(equal.difference().high()).isCloseTo(0.023367, within(1e-6));
        assertThat(equal.verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
        assertThat(equal.caveats()).containsExactly(Caveat.SINGLE_SEED);

        PairwiseComparison score =
                sameFolds(GivenRun.SCORE, 1, 0.9).comparisons().get(0);
        assertThat(score.difference().hasInterval()).isFalse();
        assertThat(score.caveats()).containsExactly(Caveat.NO_INTERVAL, Caveat.SINGLE_SEED);
        assertThat(score.verdict()).isEqualTo(Verdict.UNDETERMINED);
    }

    private static final double[][] OF_SEEDS = {
        {0.80, 0.86, 0.89}, {0.81, 0.85, 0.91}, {0.79, 0.86, 0.90}, {0.82, 0.87, 0.90}, {0.80, 0.88, 0.91}
    };

    private static final double[][] OF_EQUAL_SEEDS = {
        {0.80, 0.81, 0.80}, {0.81, 0.80, 0.82}, {0.79, 0.80, 0.80}, {0.80, 0.82, 0.81}, {0.81, 0.80, 0.80}
    };

    /** Of which the folds alone would make a p of 0.00006: two-way analysis of variance and Satterthwaite's degrees of freedom by numpy. */
    @Test
    void theLuckOfASeedIsInAllFoldsAndCounts() {
        PairwiseComparison pair = seeds().datasets().get(0).comparisons().get(0);

        assertThat(pair.difference().value()).isCloseTo(0.052, within(1e-12));
        assertThat(pair.difference().low()).isCloseTo(-0.07024733522017589, within(1e-9));
        assertThat(pair.significance().p()).isCloseTo(0.20960896485537556, within(1e-9));
        assertThat(pair.verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
    }

    private static BenchmarkResult seeds() {
        ComparisonResult[] folds = IntStream.range(0, OF_SEEDS.length)
                .mapToObj(fold -> new GivenRun(400, 104, GivenRun.SCORE)
                        .model("a", OF_SEEDS[fold])
                        .model("b", OF_EQUAL_SEEDS[fold])
                        .compare())
                .toArray(ComparisonResult[]::new);
        return compare(GivenRun.SCORE, List.of(dataset(0, folds)), "a", "b");
    }

    /** By what its seeds do on the four other folds, or the two other seeds on all of them: as above, by numpy. */
    @Test
    void aTrialThatFailedHidesTheLuckOfNoSeed() {
        Estimate one = withoutSeed(fold -> fold == 2);
        assertThat(one.low()).isCloseTo(0.7274023930713278, within(1e-9));
        assertThat(one.high()).isCloseTo(0.9839309402620056, within(1e-9));

        Estimate all = withoutSeed(fold -> true);
        assertThat(all.low()).isCloseTo(0.23269652425520393, within(1e-9));
        assertThat(all.high()).isCloseTo(1.473303475744796, within(1e-9));
    }

    /** Two-way analysis of variance by least squares, by numpy. */
    @Test
    void trialsThatFailWithAnotherSeedOnEachFoldHideTheLuckOfNone() {
        Estimate four = without(5, (fold, seed) -> fold < 4 && fold % 3 == seed);
        assertThat(four.low()).isCloseTo(0.7558036783732069, within(1e-9));
        assertThat(four.high()).isCloseTo(0.9675296549601264, within(1e-9));

        Estimate five = without(5, (fold, seed) -> fold % 3 == seed);
        assertThat(five.low()).isCloseTo(0.7440524649198532, within(1e-9));
        assertThat(five.high()).isCloseTo(0.975947535080147, within(1e-9));

        Estimate three = without(3, (fold, seed) -> fold.equals(seed));
        assertThat(three.low()).isCloseTo(0.7479994288892674, within(1e-9));
        assertThat(three.high()).isCloseTo(0.9586672377773994, within(1e-9));
    }

    /** As where results decide how many seeds a fold gets, so that the later ones are no sample: the luck is that of the first three, by numpy. */
    @Test
    void seedsThatOnlySomeFoldsWereTrainedWithSayNothingOfLuck() {
        double[][] more = {
            OF_SEEDS[0], {0.81, 0.85, 0.91, 0.95}, {0.79, 0.86, 0.90, 0.70, 0.72}, OF_SEEDS[3], {0.80, 0.88, 0.91, 0.99}
        };
        ComparisonResult[] folds = Arrays.stream(more)
                .map(seeds ->
                        new GivenRun(400, 104, GivenRun.SCORE).model("a", seeds).compare())
                .toArray(ComparisonResult[]::new);
        Estimate value = compare(GivenRun.SCORE, List.of(dataset(0, folds)), "a")
                .datasets()
                .get(0)
                .value("a")
                .orElseThrow();

        assertThat(value.low()).isCloseTo(0.7593424710816254, within(1e-9));
        assertThat(value.high()).isCloseTo(0.953590862251708, within(1e-9));
    }

    /** Seed 0 on one half of the folds, seed 1 on the other one: nothing tells a seed's luck from a fold's. */
    @Test
    void seedsThatNoFoldComparesSayNothingOfLuck() {
        Estimate apart = without(4, (fold, seed) -> seed == 2 || fold % 2 == seed);
        double half = TDistribution.of(3).inverseSurvivalProbability(0.025)
                * Math.sqrt(0.000691666666666666 / 4 * (1 + 104.0 / 400 * 4 / 3));
        assertThat(apart.high() - apart.value()).isCloseTo(half, within(1e-9));
    }

    /** Returns the value of a model of which the second seed's trial fails on some folds. */
    private static Estimate withoutSeed(IntPredicate failing) {
        return without(OF_SEEDS.length, (fold, seed) -> seed == 1 && failing.test(fold));
    }

    /** Returns the value of a model of which some trials fail. */
    private static Estimate without(int count, BiPredicate<Integer, Integer> failing) {
        ComparisonResult[] folds = IntStream.range(0, count)
                .mapToObj(fold -> new GivenRun(400, 104, GivenRun.SCORE)
                        .model(
                                "a",
                                IntStream.range(0, 3)
                                        .mapToDouble(
                                                seed -> failing.test(fold, seed) ? Double.NaN : OF_SEEDS[fold][seed])
                                        .toArray())
                        .compare())
                .toArray(ComparisonResult[]::new);
        return compare(GivenRun.SCORE, List.of(dataset(0, folds)), "a")
                .datasets()
                .get(0)
                .value("a")
                .orElseThrow();
    }

    @Test
    void theLuckOfASeedIsOnAllDataSetsAndCounts() {
        List<BenchmarkInput.Runs> datasets = IntStream.range(0, OF_SEEDS.length)
                .mapToObj(number -> dataset(
                        number,
                        new GivenRun(400, 104, GivenRun.SCORE)
                                .model("a", OF_SEEDS[number])
                                .model("b", OF_EQUAL_SEEDS[number])
                                .compare()))
                .toList();

        OverallComparison pair =
                compare(GivenRun.SCORE, datasets, "a", "b").comparison("a", "b").orElseThrow();

        assertThat(pair.difference().value()).isCloseTo(0.052, within(1e-12));
        assertThat(pair.significance().p()).isGreaterThan(0.15);
        assertThat(pair.verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
    }

    @Test
    void whereModelsHaveOneSeedThatLimitsTheVerdictOverFolds() {
        ComparisonResult[] folds = DoubleStream.of(0.8, 0.81, 0.82)
                .mapToObj(value -> new GivenRun(100, 48, GivenRun.SCORE)
                        .model("a", value)
                        .model("b", 0.5, 0.51)
                        .compare())
                .toArray(ComparisonResult[]::new);

        assertThat(compare(GivenRun.SCORE, List.of(dataset(0, folds)), "a", "b")
                        .datasets()
                        .get(0)
                        .comparisons()
                        .get(0)
                        .caveats())
                .contains(Caveat.SINGLE_SEED, Caveat.TWO_SEEDS);
    }

    /** They have a single degree of freedom. */
    @Test
    void twoFoldsHaveAnIntervalOnlyWithARepeat() {
        ComparisonResult[] folds = DoubleStream.of(0.8, 0.81, 0.82, 0.83)
                .mapToObj(value -> new GivenRun(100, 100, GivenRun.RATE)
                        .model("a", value)
                        .model("b", 0.5)
                        .compare())
                .toArray(ComparisonResult[]::new);

        DatasetResult once = compare(GivenRun.RATE, List.of(dataset(0, folds[0], folds[1])), "a", "b")
                .datasets()
                .get(0);
        assertThat(once.value("a").orElseThrow()).isEqualTo(Estimate.withoutInterval(0.805));
        assertThat(once.comparisons()).singleElement().satisfies(pair -> {
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
            assertThat(pair.caveats()).containsExactly(Caveat.NO_INTERVAL, Caveat.SINGLE_SEED);
        });
        assertThat(once.best()).containsExactly("a", "b");

        BenchmarkInput.Runs twice =
                new BenchmarkInput.Runs("d0", List.of(folds), List.of(0, 0, 1, 1), Optional.empty());
        assertThat(compare(GivenRun.RATE, List.of(twice), "a", "b")
                        .datasets()
                        .get(0)
                        .comparisons())
                .singleElement()
                .satisfies(pair -> assertThat(pair.verdict()).isEqualTo(Verdict.LEFT_BETTER));
    }

    /** As three groups give them, whatever the repeat. */
    @Test
    void repeatsThatCutAlikeCountOnce() {
        double[][] values = {{0.8, 0.7}, {0.82, 0.73}, {0.84, 0.7}};
        ComparisonResult[] cut = new ComparisonResult[9];
        for (int run = 0; run < cut.length; run++) {
            double[] ofFold = values[run % 3];
            cut[run] = new GivenRun(80, 40, GivenRun.SCORE)
                    .testSet("group " + run % 3)
                    .model("a", ofFold[0])
                    .model("b", ofFold[1])
                    .compare();
        }

        DatasetResult once = compare(GivenRun.SCORE, List.of(dataset(0, cut[0], cut[1], cut[2])), "a", "b")
                .datasets()
                .get(0);
        DatasetResult three = compare(
                        GivenRun.SCORE,
                        List.of(new BenchmarkInput.Runs(
                                "d0", List.of(cut), List.of(1, 1, 1, 2, 2, 2, 3, 3, 3), Optional.empty())),
                        "a",
                        "b")
                .datasets()
                .get(0);

        Estimate difference = once.comparisons().get(0).difference();
        Estimate repeated = three.comparisons().get(0).difference();
        assertThat(difference.hasInterval()).isTrue();
        assertThat(repeated.low()).isCloseTo(difference.low(), within(1e-12));
        assertThat(repeated.high()).isCloseTo(difference.high(), within(1e-12));
        assertThat(once.data().folds()).isEqualTo(new DatasetResult.Folds(3, 1, 3));
        assertThat(three.data().folds()).isEqualTo(new DatasetResult.Folds(9, 3, 3));
        assertThat(three.data().sameTest()).isEmpty();
    }

    /** Five folds of 40 test examples each, on all of which the models a, b, ... have the same values. */
    private static DatasetResult sameFolds(Metric metric, double... values) {
        List<String> models = List.of("a", "b", "c").subList(0, values.length);
        ComparisonResult[] folds = IntStream.range(0, 5)
                .mapToObj(fold -> {
                    GivenRun run = new GivenRun(160, 40, metric);
                    IntStream.range(0, values.length).forEach(model -> run.model(models.get(model), values[model]));
                    return run.compare();
                })
                .toArray(ComparisonResult[]::new);
        return compare(metric, List.of(dataset(0, folds)), models.toArray(String[]::new))
                .datasets()
                .get(0);
    }
}
