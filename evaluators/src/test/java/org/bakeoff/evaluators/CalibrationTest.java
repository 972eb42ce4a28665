package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.api.Example;
import org.bakeoff.api.Predictions;
import org.bakeoff.evaluators.CalibrationTable.Bound;
import org.bakeoff.evaluators.CalibrationTable.Draw;
import org.bakeoff.evaluators.SimulatedExperiment.Model;
import org.bakeoff.evaluators.SimulatedExperiment.Seeds;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often a 95% interval holds the truth, and a verdict is false, in experiments whose truth is known.
 * {@code -Dbakeoff.replications=4000} makes it precise; the tables are then in {@code target/calibration}. Worlds that are
 * outside of their bounds by nature, such as collapsing seeds, are in the tables and not asserted.
 */
@Tag("endurance")
class CalibrationTest {

    private static final double EFFECT = 0.02;
    private static final ComparisonInput.Rules RULES = ComparisonInput.Rules.DEFAULT;
    private static final CalibrationTable TABLE = new CalibrationTable();

    @AfterAll
    static void writeTable() throws IOException {
        TABLE.write("models");
    }

    /** Compares two models of a mean accuracy, once with a true difference and once without. */
    private static Draw pair(
            SimulatedExperiment world, double base, int seeds, double[] deviations, SplittableRandom random) {
        return Draw.of(
                twoModels(world, base, EFFECT, seeds, deviations, random).difference(),
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
        TABLE.row(
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

    @Tag("endurance")
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
            TABLE.row(
                    softly,
                    "family of 5 models, 2 seeds, mixed deviations",
                    Bound.AT_LEAST_92,
                    Bound.AT_MOST_7,
                    random -> {
                        List<Model> models = IntStream.range(0, mixed.length)
                                .mapToObj(index -> new Model(0.8, mixed[index], 2))
                                .toList();
                        ComparisonResult result = world.compare(world.draw(random, models), RULES);
                        return Draw.of(result.comparison("m0", "m1").difference(), 0, result.comparisons());
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
                    TABLE.row(
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
        SoftAssertions.assertSoftly(softly -> TABLE.row(
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
                TABLE.row(
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
                                    : Draw.of(comparison.difference(), 0, List.of(comparison));
                        });
            }
        });
    }

    @Test
    void theMajorityClassIsComparedLikeAModel() {
        SoftAssertions.assertSoftly(softly -> {
            for (int size : new int[] {300, 2_000}) {
                TABLE.row(
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
        return Draw.of(comparison.difference(), 0, List.of(comparison));
    }

    @Test
    void equivalenceIsRarelyClaimedOfModelsThatDifferByTheMargin() {
        SimulatedExperiment world = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(2_000, 2_000));
        ComparisonInput.Rules rules = SimulatedExperiment.rules(OptionalDouble.of(EFFECT), Looks.NONE);
        SoftAssertions.assertSoftly(softly -> TABLE.row(
                softly,
                "margin of 2 points, models that differ by it, called equivalent",
                Bound.NEAR_95,
                Bound.AT_MOST_7,
                random -> {
                    List<Model> models = List.of(new Model(0.81, 0.003, 5), new Model(0.79, 0.003, 5));
                    PairwiseComparison comparison =
                            world.compare(world.draw(random, models), rules).comparison("m0", "m1");
                    Draw draw = Draw.of(comparison.difference(), EFFECT, List.of());
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
        SoftAssertions.assertSoftly(softly -> TABLE.row(
                softly,
                "accuracies 99.7% and 99.3%, 300 examples, 1 seed",
                Bound.AT_LEAST_92,
                Bound.AT_MOST_7,
                random -> {
                    List<Model> models = List.of(new Model(0.997, 0, 1), new Model(0.993, 0, 1));
                    List<Model> same = List.of(new Model(0.995, 0, 1), new Model(0.995, 0, 1));
                    return Draw.of(
                            world.compare(world.draw(random, models), RULES)
                                    .comparison("m0", "m1")
                                    .difference(),
                            0.004,
                            List.of(world.compare(world.draw(random, same), RULES)
                                    .comparison("m0", "m1")));
                }));
    }
}
