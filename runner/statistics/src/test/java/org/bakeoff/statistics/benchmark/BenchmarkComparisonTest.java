package org.bakeoff.statistics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Metric;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Headline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.Test;

class BenchmarkComparisonTest {

    /** The accuracy of two models on eight data sets of unequal sizes. */
    private static final double[] FIRST = {0.81, 0.75, 0.92, 0.66, 0.88, 0.71, 0.95, 0.79};

    private static final double[] SECOND = {0.78, 0.74, 0.87, 0.67, 0.81, 0.69, 0.89, 0.75};

    static BenchmarkResult compare(Metric metric, List<BenchmarkInput.Runs> datasets, String... models) {
        return BenchmarkComparison.compare(new BenchmarkInput(
                "benchmark",
                new MeasuredMetrics.Metric(
                        "score", "Score", metric.higherIsBetter(), metric.rate(), metric.low(), metric.high()),
                Stream.of(models)
                        .map(name -> new BenchmarkInput.Model(name, false))
                        .toList(),
                datasets));
    }

    static BenchmarkInput.Runs dataset(int number, ComparisonResult... runs) {
        return new BenchmarkInput.Runs("d" + number, List.of(runs), Optional.empty());
    }

    /** One data set for each column of values, a row a model, named a, b, ...; NaN is a model whose only trial failed. */
    private static List<BenchmarkInput.Runs> datasets(Metric metric, double[]... values) {
        List<BenchmarkInput.Runs> datasets = new ArrayList<>();
        for (int column = 0; column < values[0].length; column++) {
            GivenRun run = new GivenRun(1000, 80 + 40 * column, metric);
            for (int row = 0; row < values.length; row++) {
                run.model(String.valueOf((char) ('a' + row)), values[row][column]);
            }
            datasets.add(dataset(column, run.compare()));
        }
        return datasets;
    }

    /** By scipy: ttest_rel and wilcoxon of both rows, 1.17. */
    @Test
    void theMeanDifferenceIsThatOverDataSetsWhichCountAlike() {
        BenchmarkResult result = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, FIRST, SECOND), "a", "b");

        OverallComparison pair = result.comparison("a", "b").orElseThrow();
        assertThat(pair.datasets()).isEqualTo(8);
        assertThat(pair.difference().value()).isCloseTo(0.03375, within(1e-12));
        assertThat(pair.significance().p()).isCloseTo(0.009021395149089454, within(1e-9));
        assertThat(pair.wilcoxonP()).isCloseTo(0.0234375, within(1e-12));
        assertThat(pair.difference().low()).isCloseTo(0.011434347998560596, within(1e-9));
        assertThat(pair.verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(result.comparison("b", "a").orElseThrow().verdict()).isEqualTo(Verdict.RIGHT_BETTER);
    }

    @Test
    void fewerThanFiveDataSetsAreTooFewToGeneralise() {
        double[] first = {0.8, 0.85, 0.9, 0.95};
        double[] second = {0.5, 0.56, 0.59, 0.65};
        BenchmarkResult four = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, first, second), "a", "b");
        assertThat(four.comparisons()).singleElement().satisfies(pair -> {
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
            assertThat(pair.significance().afterHolm()).isTrue();
            assertThat(pair.difference().hasInterval()).isTrue();
            assertThat(pair.wins()).isEqualTo(4);
        });

        BenchmarkResult one =
                compare(GivenRun.SCORE, datasets(GivenRun.SCORE, new double[] {0.8}, new double[] {0.5}), "a", "b");
        assertThat(one.comparisons()).singleElement().satisfies(pair -> {
            assertThat(pair.difference())
                    .isEqualTo(Estimate.withoutInterval(pair.difference().value()));
            assertThat(pair.significance().p()).isNaN();
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
        });
    }

    @Test
    void whatOneRunSaysIsTakenAsItIs() {
        ComparisonResult run = new GivenRun(1000, 200, GivenRun.SCORE)
                .model("a", 0.7, 0.71, 0.72)
                .model("b", 0.3, 0.31, 0.33)
                .model("c", Double.NaN, Double.NaN)
                .compare();
        DatasetResult dataset = compare(GivenRun.SCORE, List.of(dataset(0, run)), "a", "b", "c")
                .datasets()
                .get(0);

        assertThat(dataset.comparisons()).isEqualTo(run.comparisons());
        assertThat(dataset.best()).isEqualTo(run.best()).containsExactly("a");
        assertThat(dataset.values()).containsOnlyKeys("a", "b");
        assertThat(dataset.values().get("a").low())
                .isEqualTo(run.model("a").measured("score").low());
        assertThat(dataset.data())
                .isEqualTo(new DatasetResult.Data(
                        1000,
                        200,
                        2,
                        DatasetResult.Folds.ONE,
                        Optional.empty(),
                        new DatasetResult.Doubts(
                                0,
                                0,
                                0,
                                0,
                                0,
                                List.of(),
                                run.conclusion().majorityClassBaseline().metric("score"))));
    }

    @Test
    void seedsThatCollapseAreDoubtful() {
        GivenRun run = new GivenRun(1000, 200, GivenRun.SCORE).model("a", 0.9, 0.91, 0.51);
        DatasetResult dataset = compare(GivenRun.SCORE, List.of(dataset(0, run.compare())), "a")
                .datasets()
                .get(0);

        assertThat(dataset.data().doubts().majorityClass()).hasValue(0.5);
        assertThat(dataset.data().doubts().ofTrials()).containsExactly(DatasetResult.Doubt.COLLAPSED_SEEDS);
    }

    @Test
    void aFailedDataSetCostsItsOwnColumnAlone() {
        List<BenchmarkInput.Runs> datasets = new ArrayList<>(datasets(GivenRun.SCORE, FIRST, SECOND));
        BenchmarkResult without = compare(GivenRun.SCORE, datasets, "a", "b");
        datasets.add(3, new BenchmarkInput.Runs("failed", List.of(), Optional.of("it has no rows")));
        BenchmarkResult with = compare(GivenRun.SCORE, datasets, "a", "b");

        assertThat(with.comparisons()).isEqualTo(without.comparisons());
        assertThat(with.ranks()).isEqualTo(without.ranks());
        DatasetResult failed = with.datasets().get(3);
        assertThat(failed.failure()).contains("it has no rows");
        assertThat(failed.values()).isEmpty();
        assertThat(failed.runs()).isZero();
    }

    /** c fails on two data sets, so its pairs have six, and the pair of a and b has all. */
    @Test
    void aModelWithoutAValueIsLeftOutOfThatDataSetsPairs() {
        double[] third = {0.7, Double.NaN, 0.8, 0.6, 0.75, Double.NaN, 0.8, 0.7};
        BenchmarkResult result = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, FIRST, SECOND, third), "a", "b", "c");

        assertThat(result.comparisons()).extracting(OverallComparison::datasets).containsExactly(8, 6, 6);
        // a is behind b on one of eight data sets, and never behind c.
        assertThat(result.ranks()).extracting(MeanRank::model).containsExactly("a", "b", "c");
        assertThat(result.ranks()).extracting(MeanRank::rank).containsExactly(1.125, 1.875, 3.0);
    }

    @Test
    void namesPairModelsWhateverTheirOrderInTheRuns() {
        List<BenchmarkInput.Runs> turned = new ArrayList<>();
        for (int column = 0; column < FIRST.length; column++) {
            GivenRun run = new GivenRun(1000, 80 + 40 * column, GivenRun.SCORE);
            turned.add(dataset(
                    column,
                    run.model("b", SECOND[column]).model("a", FIRST[column]).compare()));
        }
        BenchmarkResult straight = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, FIRST, SECOND), "a", "b");
        assertThat(compare(GivenRun.SCORE, turned, "a", "b").comparisons()).isEqualTo(straight.comparisons());
    }

    @Test
    void theHeadlineDistinguishesEquivalentModelsFromThoseWithoutAVerdict() {
        assertThat(compare(GivenRun.SCORE, datasets(GivenRun.SCORE, FIRST, SECOND), "a", "b")
                        .headline())
                .isEqualTo(new Headline.OneBest("a", List.of("b"), List.of()));
        assertThat(compare(GivenRun.SCORE, near(5, OptionalDouble.of(0.05)), "a", "b")
                        .headline())
                .isEqualTo(new Headline.SeveralBest(List.of("b", "a"), Verdict.EQUIVALENT, List.of()));
        assertThat(compare(GivenRun.SCORE, near(5, OptionalDouble.empty()), "a", "b")
                        .headline())
                .isEqualTo(
                        new Headline.Undecided(List.of("b", "a"), Verdict.NO_SIGNIFICANT_DIFFERENCE, Optional.empty()));
        assertThat(compare(GivenRun.SCORE, near(2, OptionalDouble.of(0.05)), "a", "b")
                        .headline())
                .isEqualTo(new Headline.Undecided(List.of("a", "b"), Verdict.UNDETERMINED, Optional.empty()));
    }

    /** Two models that differ by little on so many data sets. */
    private static List<BenchmarkInput.Runs> near(int datasets, OptionalDouble margin) {
        return IntStream.range(0, datasets)
                .mapToObj(number -> {
                    GivenRun run = new GivenRun(1000, 200, GivenRun.SCORE);
                    margin.ifPresent(run::margin);
                    return dataset(
                            number,
                            run.model("a", 0.7 + number / 100.0)
                                    .model("b", 0.7 + number / 101.0 + (number % 2 == 0 ? 0.002 : -0.003))
                                    .compare());
                })
                .toList();
    }

    @Test
    void theHeadlineOnADataSetLeavesOutAModelWithFailedTrials() {
        ComparisonResult run = new GivenRun(1000, 200, GivenRun.SCORE)
                .model("worse", 0.3, 0.31, 0.33)
                .model("best", 0.7, 0.71, 0.72)
                .model("partly", 0.9, Double.NaN, 0.9)
                .compare();
        BenchmarkResult result = compare(GivenRun.SCORE, List.of(dataset(0, run)), "worse", "best", "partly");

        assertThat(result.headline()).isEqualTo(run.headline());
        assertThat(result.headline()).isEqualTo(new Headline.OneBest("best", List.of("worse"), List.of()));
    }

    @Test
    void aSingleModelIsComparedWithNone() {
        BenchmarkResult result = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, FIRST), "a");
        assertThat(result.headline()).isEqualTo(new Headline.SingleModel("a"));
        assertThat(result.mean("a").orElseThrow()).isCloseTo(0.80875, within(1e-12));
        assertThat(result.mean("b")).isEmpty();
    }

    @Test
    void theRangeOfAMetricHoldsThatOfEveryDataSet() {
        MeasuredMetrics.Metric two = new MeasuredMetrics.Metric("brier", "Brier score", false, false, 0, 1);
        MeasuredMetrics.Metric more = new MeasuredMetrics.Metric("brier", "Brier score", false, false, 0, 2);
        assertThat(two.joined(more)).isEqualTo(more).isEqualTo(more.joined(two));
        assertThat(new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true).span())
                .isEqualTo(1);
        assertThat(new MeasuredMetrics.Metric("score", "Score", true, false).best())
                .isInfinite();
    }

    @Test
    void ofALossLessIsBetter() {
        BenchmarkResult result = compare(GivenRun.LOSS, datasets(GivenRun.LOSS, FIRST, SECOND), "a", "b");

        assertThat(result.comparisons().get(0).verdict()).isEqualTo(Verdict.RIGHT_BETTER);
        assertThat(result.ranks()).extracting(MeanRank::model).containsExactly("b", "a");
    }

    @Test
    void modelsThatAreAlikeHaveRanksAlikeAndNoDifference() {
        BenchmarkResult result = compare(GivenRun.RATE, datasets(GivenRun.RATE, FIRST, FIRST), "a", "b");

        assertThat(result.comparisons()).singleElement().satisfies(pair -> {
            assertThat(pair.wilcoxonP()).isEqualTo(1);
            assertThat(pair.difference().value()).isZero();
            assertThat(pair.significance().p()).isEqualTo(1);
            assertThat(pair.verdict()).isEqualTo(Verdict.UNDETERMINED);
        });
        assertThat(result.ranks()).extracting(MeanRank::rank).containsExactly(1.5, 1.5);
        assertThat(result.ranks()).extracting(MeanRank::letters).containsExactly("a", "a");
    }

    @Test
    void lettersSayWhichModelsTheSignedRankTestDistinguishes() {
        double[] close = IntStream.range(0, 8)
                .mapToDouble(index -> FIRST[index] + (index % 2 == 0 ? 0.01 : -0.01))
                .toArray();
        double[] worse = IntStream.range(0, 8)
                .mapToDouble(index -> FIRST[index] - 0.1 - index / 100.0)
                .toArray();
        BenchmarkResult result =
                compare(GivenRun.SCORE, datasets(GivenRun.SCORE, worse, FIRST, close), "worse", "first", "close");
        // Renamed: the runs know the models by the letters a, b and c.
        assertThat(result.comparisons()).isEmpty();
        assertThat(result.ranks()).isEmpty();

        result = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, worse, FIRST, close), "a", "b", "c");
        assertThat(result.ranks()).extracting(MeanRank::letters).containsExactly("a", "a", "b");
        assertThat(result.ranks().get(2)).isEqualTo(new MeanRank("a", 3, "b"));
        // 2 / 2^8, of three pairs.
        assertThat(result.comparison("a", "b").orElseThrow().adjustedWilcoxonP())
                .isEqualTo(3 * 2 / 256.0);
    }

    /** The first model is better on each of eight data sets, by its luckiest seed: the ranks alone would make a p of 0.008. */
    @Test
    void theLuckOfASeedIsInAllRanksToo() {
        List<BenchmarkInput.Runs> datasets = IntStream.range(0, 8)
                .mapToObj(number -> dataset(
                        number,
                        new GivenRun(400, 104, GivenRun.SCORE)
                                .model("a", 0.8 + number / 100.0, 0.8 - number / 200.0, 0.92 + number / 300.0)
                                .model("b", 0.79, 0.8 + number / 250.0, 0.81)
                                .compare()))
                .toList();

        BenchmarkResult result = compare(GivenRun.SCORE, datasets, "a", "b");

        OverallComparison pair = result.comparison("a", "b").orElseThrow();
        assertThat(pair.significance().p()).isGreaterThan(0.2);
        assertThat(pair.wilcoxonP()).isEqualTo(pair.significance().p());
        assertThat(result.ranks()).extracting(MeanRank::letters).containsExactly("a", "a");
    }

    /** Means over data sets of seeds that all give the same may differ in their last digits, which is no luck of any seed. */
    @Test
    void seedsThatAllGiveTheSameAreNotLucky() {
        SplittableRandom random = new SplittableRandom(17);
        for (int draw = 0; draw < 40; draw++) {
            List<BenchmarkInput.Runs> datasets = IntStream.range(0, 8)
                    .mapToObj(number -> {
                        double first = 0.5 + random.nextInt(400) / 1000.0;
                        double second = first - (number == 7 ? 0.4 : 0.01);
                        return dataset(
                                number,
                                new GivenRun(400, 104, GivenRun.SCORE)
                                        .model("a", first, first, first)
                                        .model("b", second, second, second)
                                        .compare());
                    })
                    .toList();

            OverallComparison pair = compare(GivenRun.SCORE, datasets, "a", "b")
                    .comparison("a", "b")
                    .orElseThrow();
            assertThat(pair.significance().p()).isGreaterThan(0.2);
            assertThat(pair.wilcoxonP()).isEqualTo(2 / 256.0);
        }
    }

    /** The mean of scores in another order is another number in its last digits. */
    @Test
    void whatRoundingLeavesIsNoDifference() {
        BenchmarkResult result = compare(GivenRun.SCORE, datasets(GivenRun.SCORE, FIRST, FIRST), "a", "b");

        assertThat(result.comparisons().get(0).difference().value()).isNotZero();
        assertThat(result.comparisons().get(0).wilcoxonP()).isEqualTo(1);
        assertThat(result.ranks()).extracting(MeanRank::rank).containsExactly(1.5, 1.5);
    }
}
