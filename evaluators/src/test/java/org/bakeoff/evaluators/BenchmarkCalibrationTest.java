package org.bakeoff.evaluators;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.evaluators.CalibrationTable.Bound;
import org.bakeoff.evaluators.CalibrationTable.Draw;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.benchmark.BenchmarkComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.OverallComparison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the interval over data sets holds the true mean difference, and a verdict over data sets is false; see {@link
 * CalibrationTest}. Every data set has true differences of its own, drawn around the mean; its models are tested on its own number
 * of examples, with three seeds.
 */
@Tag("endurance")
class BenchmarkCalibrationTest {

    private static final CalibrationTable TABLE = new CalibrationTable();
    private static final double EFFECT = 0.03;
    /** How much the true difference varies between data sets. */
    private static final double BETWEEN = 0.03;

    private static final double OF_SEEDS = 0.01;
    /** How much a seed is lucky on all data sets. */
    private static final double OF_LUCK = 0.03;

    private static final int SEEDS = 3;
    private static final int[] TEST = {100, 300, 1000, 3000, 200};

    @AfterAll
    static void writeTable() throws IOException {
        TABLE.write("benchmarks");
    }

    @Test
    void meanDifferencesOverDataSets() {
        SoftAssertions.assertSoftly(softly -> {
            for (int datasets : new int[] {5, 10, 20}) {
                two(softly, "normal", datasets, SimulatedExperiment.Seeds.NORMAL::draw);
                two(softly, "t3", datasets, SimulatedExperiment.Seeds.T3::draw);
            }
            TABLE.row(
                    softly,
                    "10 data sets, family of 5 models, normal differences",
                    Bound.NEAR_95,
                    Bound.AT_MOST_7,
                    random -> {
                        BenchmarkResult effect = draw(10, 5, EFFECT, 0, SimulatedExperiment.Seeds.NORMAL::draw, random);
                        return drawn(effect, draw(10, 5, 0, 0, SimulatedExperiment.Seeds.NORMAL::draw, random));
                    });
            TABLE.row(
                    softly,
                    "10 data sets, seeds with the same luck on all, normal differences",
                    Bound.NEAR_95,
                    Bound.NEAR_5,
                    random -> {
                        BenchmarkResult effect =
                                draw(10, 2, EFFECT, OF_LUCK, SimulatedExperiment.Seeds.NORMAL::draw, random);
                        return drawn(effect, draw(10, 2, 0, OF_LUCK, SimulatedExperiment.Seeds.NORMAL::draw, random));
                    });
        });
    }

    /** The exact test can't be significant on five data sets, and its steps leave it at 5% or less on more. */
    @Test
    void signedRankTests() {
        SoftAssertions.assertSoftly(softly -> {
            for (int datasets : new int[] {5, 10, 20}) {
                String world = String.format(Locale.ROOT, "%02d data sets, signed-rank test, t3 differences", datasets);
                signedRanks(softly, world, datasets, 0);
            }
            signedRanks(softly, "10 data sets, signed-rank test, seeds with the same luck on all", 10, OF_LUCK);
        });
    }

    private static void signedRanks(SoftAssertions softly, String world, int datasets, double luck) {
        TABLE.row(softly, world, Bound.SHOWN, Bound.AT_MOST_7, random -> {
            OverallComparison pair = draw(datasets, 2, 0, luck, SimulatedExperiment.Seeds.T3::draw, random)
                    .comparisons()
                    .get(0);
            return new Draw(
                    pair.difference().excludesZero() ? 0 : 1,
                    1,
                    pair.wilcoxon().afterHolm(),
                    false,
                    pair.difference().value());
        });
    }

    private static void two(
            SoftAssertions softly, String name, int datasets, ToDoubleFunction<SplittableRandom> between) {
        String world = String.format(Locale.ROOT, "%02d data sets, %s differences", datasets, name);
        TABLE.row(
                softly,
                world,
                Bound.NEAR_95,
                Bound.NEAR_5,
                random ->
                        drawn(draw(datasets, 2, EFFECT, 0, between, random), draw(datasets, 2, 0, 0, between, random)));
    }

    private static Draw drawn(BenchmarkResult effect, BenchmarkResult without) {
        OverallComparison first = effect.comparison("m0", "m1").orElseThrow();
        return Draw.of(
                first.difference(),
                EFFECT,
                without.comparisons().stream()
                        .map(pair -> new PairwiseComparison(
                                effect.metric().name(),
                                pair.left(),
                                pair.right(),
                                pair.difference(),
                                pair.significance(),
                                pair.verdict(),
                                List.of()))
                        .toList());
    }

    /**
     * Compares models of which the first one is better than the others on average.
     *
     * @param luck the standard deviation of what a seed does on all data sets
     */
    private static BenchmarkResult draw(
            int datasets,
            int models,
            double effect,
            double luck,
            ToDoubleFunction<SplittableRandom> between,
            SplittableRandom random) {
        double[][] lucky = IntStream.range(0, models)
                .mapToObj(model -> IntStream.range(0, luck > 0 ? SEEDS : 0)
                        .mapToDouble(seed -> luck * random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
        return BenchmarkComparison.compare(new BenchmarkInput(
                "simulated",
                SimulatedRun.ACCURACY,
                IntStream.range(0, models)
                        .mapToObj(model -> new BenchmarkInput.Model("m" + model, false))
                        .toList(),
                IntStream.range(0, datasets)
                        .mapToObj(number -> {
                            int test = TEST[number % TEST.length];
                            double base = 0.7 + 0.1 * random.nextDouble();
                            double[][] accuracies = new double[models][];
                            for (int model = 0; model < models; model++) {
                                double own = base
                                        + (model == 0 ? effect : 0)
                                        + BETWEEN / Math.sqrt(2) * between.applyAsDouble(random);
                                double[] ofSeeds = lucky[model];
                                accuracies[model] = IntStream.range(0, SEEDS)
                                        .mapToDouble(seed -> right(
                                                own + (luck > 0 ? ofSeeds[seed] : 0) + OF_SEEDS * random.nextGaussian(),
                                                test,
                                                random))
                                        .toArray();
                            }
                            return new BenchmarkInput.Runs(
                                    "d" + number, List.of(SimulatedRun.of(1000, test, accuracies)), Optional.empty());
                        })
                        .toList()));
    }

    /** Returns the share of test examples on which a model of a true accuracy is right. */
    private static double right(double accuracy, int test, SplittableRandom random) {
        return random.doubles(test).filter(one -> one < accuracy).count() / (double) test;
    }
}
