package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.evaluators.SimulatedExperiment.Model;
import org.bakeoff.evaluators.SimulatedExperiment.Seeds;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often a 95% interval holds the truth, and a verdict is false, in experiments whose truth is known.
 * {@code -Dbakeoff.replications=4000} makes it precise; the tables are then in {@code target/calibration.md}. Worlds that are
 * outside of their bounds by nature, such as collapsing seeds, are in the tables and not asserted.
 */
class CalibrationTest {

    private static final int REPLICATIONS =
            Integer.getInteger("bakeoff.replications", Boolean.getBoolean("bakeoff.endurance") ? 150 : 40);
    private static final double EFFECT = 0.02;
    private static final ComparisonInput.Rules RULES = SimulatedExperiment.rules(OptionalDouble.empty());
    private static final List<String> LINES = new ArrayList<>();

    /** The bounds of a rate over many replications. */
    private enum Bound {
        /** Of coverage. */
        NEAR_95(0.925, 0.975),
        AT_LEAST_92(0.925, 1),
        AT_LEAST_90(0.90, 1),
        /** Of false verdicts. */
        NEAR_5(0.025, 0.075),
        AT_MOST_7(0, 0.075),
        SHOWN(0, 1);

        private final double low;
        private final double high;

        Bound(double low, double high) {
            this.low = low;
            this.high = high;
        }

        /** Few replications may be off by chance; from 4,000 on the bounds are strict. */
        void check(SoftAssertions softly, String what, double rate) {
            double slack = REPLICATIONS < 4000 ? 4 * Math.sqrt(0.075 * 0.925 / REPLICATIONS) : 0;
            softly.assertThat(rate).describedAs(what).isBetween(low - slack, high + slack);
        }
    }

    /** What one replication gave: of intervals how many held the truth of how many, and whether a verdict was false. */
    private record Draw(int held, int intervals, boolean falseVerdict, boolean undetermined, double error) {

        static Draw of(PairwiseComparison withEffect, double truth, List<PairwiseComparison> without) {
            boolean interval = withEffect.difference().hasInterval();
            return new Draw(
                    interval
                                    && holds(
                                            withEffect.difference().low(),
                                            truth,
                                            withEffect.difference().high())
                            ? 1
                            : 0,
                    interval ? 1 : 0,
                    without.stream().anyMatch(CalibrationTest::claimed),
                    without.stream().allMatch(one -> one.verdict() == Verdict.UNDETERMINED),
                    withEffect.difference().value() - truth);
        }
    }

    private static boolean holds(double low, double truth, double high) {
        return low <= truth && truth <= high;
    }

    private static boolean claimed(PairwiseComparison comparison) {
        return comparison.verdict() == Verdict.LEFT_BETTER || comparison.verdict() == Verdict.RIGHT_BETTER;
    }

    /** Draws a world many times, adds its row to the table, and checks its bounds. */
    private static void row(
            SoftAssertions softly, String world, Bound coverage, Bound claims, Function<SplittableRandom, Draw> draw) {
        List<Draw> draws = IntStream.range(0, REPLICATIONS)
                .parallel()
                .mapToObj(index -> draw.apply(new SplittableRandom(31L * world.hashCode() + index)))
                .toList();
        double held = draws.stream().mapToInt(Draw::held).sum();
        double intervals = draws.stream().mapToInt(Draw::intervals).sum();
        double covered = held / intervals;
        double claimed = share(draws.stream().filter(Draw::falseVerdict).count());
        String line = String.format(
                Locale.ROOT,
                "| %s | %.1f%% | %.1f%% | %.1f%% | %+.2f |",
                world,
                100 * covered,
                100 * claimed,
                100 * share(draws.stream().filter(Draw::undetermined).count()),
                100 * draws.stream().mapToDouble(Draw::error).average().orElse(Double.NaN));
        synchronized (LINES) {
            LINES.add(line);
        }
        coverage.check(softly, "coverage: " + line, covered);
        claims.check(softly, "false verdicts: " + line, claimed);
    }

    private static double share(long count) {
        return (double) count / REPLICATIONS;
    }

    @AfterAll
    static void writeTable() throws IOException {
        LINES.sort(Comparator.naturalOrder());
        LINES.add(0, "| world | coverage | false verdicts | undetermined | mean error, points |");
        LINES.add(1, "| --- | --- | --- | --- | --- |");
        Files.write(Path.of("target", "calibration.md"), LINES);
    }

    /** Compares two models of a mean accuracy, once with a true difference and once without. */
    private static Draw pair(
            SimulatedExperiment world, double base, int seeds, double[] deviations, SplittableRandom random) {
        return Draw.of(
                twoModels(world, base, EFFECT, seeds, deviations, random),
                EFFECT,
                List.of(twoModels(world, base, 0, seeds, deviations, random)));
    }

    private static PairwiseComparison twoModels(
            SimulatedExperiment world,
            double base,
            double effect,
            int seeds,
            double[] deviations,
            SplittableRandom random) {
        List<Model> models = List.of(
                new Model(base + effect / 2, deviations[0], seeds), new Model(base - effect / 2, deviations[1], seeds));
        return world.compare(world.draw(random, models), RULES).comparison("m0", "m1");
    }

    private static void grid(
            SoftAssertions softly, Seeds seeds, int examples, int groups, int count, double... deviations) {
        SimulatedExperiment world = SimulatedExperiment.of(seeds, SimulatedExperiment.equal(examples, groups));
        boolean normal = seeds == Seeds.NORMAL || seeds == Seeds.T3;
        row(
                softly,
                String.format(
                        Locale.ROOT,
                        "%s, %,d examples, %,d groups, %d seeds, deviations %.1f and %.1f points",
                        seeds.name().toLowerCase(Locale.ROOT),
                        examples,
                        groups,
                        count,
                        100 * deviations[0],
                        100 * deviations[1]),
                !normal ? Bound.SHOWN : count == 2 ? Bound.AT_LEAST_92 : Bound.NEAR_95,
                !normal
                        ? Bound.SHOWN
                        : count == 2 && 10 * deviations[0] > deviations[1] ? Bound.AT_MOST_7 : Bound.NEAR_5,
                random -> pair(world, 0.8, count, deviations, random));
    }

    @Test
    void balancedClustersAndThreeOrFiveSeeds() {
        SoftAssertions.assertSoftly(softly -> {
            grid(softly, Seeds.NORMAL, 400, 100, 3, 0.01, 0.01);
            grid(softly, Seeds.NORMAL, 400, 400, 5, 0.003, 0.05);
            grid(softly, Seeds.T3, 400, 400, 3, 0.003, 0.05);
        });
    }

    @Tag("rounds")
    @ParameterizedTest
    @EnumSource
    void allDeviations(Seeds seeds) {
        double[][] deviations = {{0.003, 0.003}, {0.01, 0.01}, {0.05, 0.05}, {0.003, 0.01}, {0.003, 0.05}, {0.01, 0.05}
        };
        SoftAssertions.assertSoftly(softly -> {
            for (int groups : new int[] {400, 100}) {
                for (int count : new int[] {2, 3, 5}) {
                    for (double[] two : deviations) {
                        grid(softly, seeds, 400, groups, count, two);
                    }
                }
            }
            grid(softly, seeds, 2_000, 300, 3, 0.01, 0.003);
            grid(softly, seeds, 2_000, 300, 5, 0.05, 0.01);
        });
    }

    @Test
    void twoSeedsOfDifferentDeviations() {
        SoftAssertions.assertSoftly(softly -> {
            grid(softly, Seeds.NORMAL, 400, 400, 2, 0.003, 0.05);
            SimulatedExperiment world = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(400, 400));
            double[] mixed = {0.003, 0.05, 0.01, 0.03, 0.003};
            row(softly, "family of 5 models, 2 seeds, mixed deviations", Bound.AT_LEAST_92, Bound.AT_MOST_7, random -> {
                List<Model> models = IntStream.range(0, mixed.length)
                        .mapToObj(index -> new Model(0.8, mixed[index], 2))
                        .toList();
                ComparisonResult result = world.compare(world.draw(random, models), RULES);
                return Draw.of(result.comparison("m0", "m1"), 0, result.comparisons());
            });
        });
    }

    @Test
    void oneClusterDominates() {
        SoftAssertions.assertSoftly(softly -> {
            for (double share : new double[] {0.5, 0.25}) {
                for (int examples : new int[] {600, 2_000}) {
                    SimulatedExperiment world =
                            SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.dominated(examples, 150, share));
                    row(
                            softly,
                            String.format(
                                    Locale.ROOT,
                                    "150 groups, one with %.0f%% of %,d examples, 1 seed",
                                    100 * share,
                                    examples),
                            Bound.AT_LEAST_92,
                            Bound.NEAR_5,
                            random -> pair(world, 0.8, 1, new double[] {0, 0}, random));
                }
            }
        });
    }

    @Test
    void aTextInManyGroups() {
        // 100 groups of 10 examples; a fifth of the examples have one of three texts, whatever their group.
        int[] groups = IntStream.range(0, 1_000).map(index -> index / 10).toArray();
        int[] texts = IntStream.range(0, 1_000)
                .map(index -> index % 5 == 0 ? (index / 5) % 3 : 3 + index)
                .toArray();
        SimulatedExperiment world = new SimulatedExperiment(Seeds.NORMAL, groups, texts);
        SoftAssertions.assertSoftly(softly -> row(
                softly,
                "100 groups, three texts shared by a fifth of 1,000 examples, 3 seeds",
                Bound.AT_LEAST_92,
                Bound.AT_MOST_7,
                random -> pair(world, 0.8, 3, new double[] {0.01, 0.01}, random)));
    }

    @Test
    void fewClustersGivePossibleIntervals() {
        SoftAssertions.assertSoftly(softly -> {
            for (int[] situation : new int[][] {{6, 2}, {2, 3}, {6, 1}, {12, 3}}) {
                SimulatedExperiment world =
                        SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(300, situation[0]));
                row(
                        softly,
                        situation[0] + " groups of 300 examples, seeds " + situation[1],
                        Bound.AT_LEAST_92,
                        Bound.AT_MOST_7,
                        random -> {
                            double[] deviations = {0.01, 0.01};
                            PairwiseComparison comparison = twoModels(world, 0.8, 0, situation[1], deviations, random);
                            assertThat(comparison.difference().low()).isBetween(-1.0, 1.0);
                            assertThat(comparison.difference().high()).isBetween(-1.0, 1.0);
                            // With one seed the truth is about these weights, of which seeds of no deviation are the
                            // only ones.
                            return situation[1] == 1
                                    ? pair(world, 0.8, 1, new double[] {0, 0}, random)
                                    : Draw.of(comparison, 0, List.of(comparison));
                        });
            }
        });
    }

    @Test
    void theMajorityClassIsComparedLikeAModel() {
        SoftAssertions.assertSoftly(softly -> {
            for (int size : new int[] {300, 2_000}) {
                row(
                        softly,
                        String.format(Locale.ROOT, "a model as good as the majority class, %,d examples", size),
                        Bound.AT_LEAST_92,
                        Bound.AT_MOST_7,
                        random -> majority(size, random));
            }
        });
    }

    /** Compares a model that guesses the larger class, of 70%, and as often wrongly as the majority class. */
    private static Draw majority(int size, SplittableRandom random) {
        List<Example> examples = new ArrayList<>();
        double[] probabilities = new double[size];
        for (int index = 0; index < size; index++) {
            int label = random.nextDouble() < 0.7 ? 0 : 1;
            examples.add(SimulatedExperiment.example(index, label, "g" + index, "text " + index));
            // Right on 85% of the first class and 35% of the second: 0.7 * 0.85 + 0.3 * 0.35 = 0.7.
            boolean right = random.nextDouble() < (label == 0 ? 0.85 : 0.35);
            probabilities[index] = right == (label == 1) ? 1 : 0;
        }
        ComparisonResult result = SimulatedExperiment.compare(
                examples, List.of(List.of(new Predictions(1, 2, probabilities))), false, RULES, new Accuracy());
        PairwiseComparison comparison =
                result.conclusion().majorityClassBaseline().comparisons().get(0);
        return Draw.of(comparison, 0, List.of(comparison));
    }

    @Test
    void equivalenceIsRarelyClaimedOfModelsThatDifferByTheMargin() {
        SimulatedExperiment world = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(2_000, 2_000));
        ComparisonInput.Rules rules = SimulatedExperiment.rules(OptionalDouble.of(EFFECT));
        SoftAssertions.assertSoftly(softly -> row(
                softly,
                "margin of 2 points, models that differ by it, called equivalent",
                Bound.NEAR_95,
                Bound.AT_MOST_7,
                random -> {
                    List<Model> models = List.of(new Model(0.81, 0.003, 5), new Model(0.79, 0.003, 5));
                    PairwiseComparison comparison =
                            world.compare(world.draw(random, models), rules).comparison("m0", "m1");
                    Draw draw = Draw.of(comparison, EFFECT, List.of());
                    return new Draw(
                            draw.held(),
                            draw.intervals(),
                            comparison.verdict() == Verdict.EQUIVALENT,
                            comparison.verdict() == Verdict.UNDETERMINED,
                            draw.error());
                }));
    }

    @Test
    void nearlyPerfectModels() {
        SimulatedExperiment world = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(300, 300));
        SoftAssertions.assertSoftly(softly -> row(
                softly,
                "accuracies 99.7% and 99.3%, 300 examples, 1 seed",
                Bound.AT_LEAST_92,
                Bound.AT_MOST_7,
                random -> {
                    List<Model> models = List.of(new Model(0.997, 0, 1), new Model(0.993, 0, 1));
                    List<Model> same = List.of(new Model(0.995, 0, 1), new Model(0.995, 0, 1));
                    return Draw.of(
                            world.compare(world.draw(random, models), RULES).comparison("m0", "m1"),
                            0.004,
                            List.of(world.compare(world.draw(random, same), RULES)
                                    .comparison("m0", "m1")));
                }));
    }

    @Test
    void ownIntervalsWhereFewExamplesArePositive() {
        List<Evaluator<?>> evaluators =
                List.of(new RocAuc(), new AveragePrecision(), new Recall(), new Precision(), new F1(), new Mcc());
        SoftAssertions.assertSoftly(softly -> {
            Rare population = Rare.draw(400_000, new SplittableRandom(1));
            for (Evaluator<?> evaluator : evaluators) {
                double truth = population.value(evaluator);
                row(
                        softly,
                        "own interval of " + evaluator.name() + ", 1% positives, 300 examples",
                        Bound.AT_LEAST_90,
                        Bound.SHOWN,
                        random -> rare(evaluator, truth, random));
            }
        });
    }

    /**
     * Examples of which 1% are positive, with scores that are normal around 2 for positives and 0 for others; above 2.5 is
     * predicted to be positive.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Rare(int[] labels, double[] probabilities) {

        static Rare draw(int size, SplittableRandom random) {
            int[] labels = new int[size];
            double[] probabilities = new double[size];
            for (int index = 0; index < size; index++) {
                labels[index] = random.nextDouble() < 0.01 ? 1 : 0;
                probabilities[index] = 1 / (1 + Math.exp(2.5 - 2 * labels[index] - random.nextGaussian()));
            }
            return new Rare(labels, probabilities);
        }

        double value(Evaluator<?> evaluator) {
            int[] once = new int[labels.length];
            Arrays.fill(once, 1);
            Metric metric = (Metric) SimulatedExperiment.metric(evaluator);
            return metric.function()
                    .of(labels, new Predictions(1, 2, probabilities))
                    .value(once);
        }
    }

    private static Draw rare(Evaluator<?> evaluator, double truth, SplittableRandom random) {
        Rare drawn = Rare.draw(300, random);
        List<Example> examples = IntStream.range(0, drawn.labels().length)
                .mapToObj(index ->
                        SimulatedExperiment.example(index, drawn.labels()[index], "g" + index, "text " + index))
                .toList();
        ComparisonResult result = SimulatedExperiment.compare(
                examples, List.of(List.of(new Predictions(1, 2, drawn.probabilities()))), true, RULES, evaluator);
        ModelResult.Measured measured =
                result.model("m0").metrics().values().iterator().next();
        boolean interval = Double.isFinite(measured.low());
        if (interval) {
            double least = evaluator instanceof Mcc ? -1 : 0;
            assertThat(measured.low()).isBetween(least, measured.value());
            assertThat(measured.high()).isBetween(measured.value(), 1.0);
        }
        return new Draw(
                interval && holds(measured.low(), truth, measured.high()) ? 1 : 0,
                interval ? 1 : 0,
                false,
                !interval,
                measured.value() - truth);
    }

    @Test
    void aSearchIsConfirmedWithFreshSeeds() {
        SimulatedExperiment test = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(1_000, 1_000));
        SoftAssertions.assertSoftly(softly -> {
            row(
                    softly,
                    "search of 20 equal configurations, confirmed with 3 fresh seeds",
                    Bound.NEAR_95,
                    Bound.NEAR_5,
                    random -> searched(test, random, true));
            row(
                    softly,
                    "search of 20 equal configurations, searched seeds tested (not done)",
                    Bound.SHOWN,
                    Bound.SHOWN,
                    random -> searched(test, random, false));
        });
    }

    /** Compares the configuration whose three seeds have the best mean with a model that isn't searched. */
    private static Draw searched(SimulatedExperiment test, SplittableRandom random, boolean fresh) {
        Model model = new Model(0.8, 0.01, 3);
        double[] best = IntStream.range(0, 20)
                .mapToObj(configuration -> model.draw(Seeds.NORMAL, random))
                .max(Comparator.comparingDouble(seeds -> DoubleStream.of(seeds).sum()))
                .orElseThrow();
        double[] tested = fresh ? model.draw(Seeds.NORMAL, random) : best;
        double[] others = model.draw(Seeds.NORMAL, random);
        PairwiseComparison comparison = test.compare(test.predictions(random, List.of(tested, others)), RULES)
                .comparison("m0", "m1");
        return Draw.of(comparison, 0, List.of(comparison));
    }
}
