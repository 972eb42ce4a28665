package org.bakeoff.evaluators;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.api.Predictions;
import org.bakeoff.evaluators.CalibrationTable.Bound;
import org.bakeoff.evaluators.CalibrationTable.Draw;
import org.bakeoff.evaluators.SimulatedExperiment.Model;
import org.bakeoff.evaluators.SimulatedExperiment.Seeds;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SeedRounds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often a verdict is false where results decide what is tested: which configuration, or how many seeds; see
 * {@link CalibrationTest}.
 */
@Tag("endurance")
class AdaptiveCalibrationTest {

    private static final double EFFECT = 0.02;
    private static final int LEAST = 3;
    private static final int MOST = 10;
    private static final CalibrationTable TABLE = new CalibrationTable();

    @AfterAll
    static void writeTable() throws IOException {
        TABLE.write("adaptive");
    }

    @Test
    void aSearchIsConfirmedWithFreshSeeds() {
        SimulatedExperiment test = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(1_000, 1_000));
        SoftAssertions.assertSoftly(softly -> {
            TABLE.row(
                    softly,
                    "search of 20 equal configurations, confirmed with 3 fresh seeds",
                    Bound.NEAR_95,
                    Bound.NEAR_5,
                    random -> searched(test, random, true));
            TABLE.row(
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
        PairwiseComparison comparison = test.compare(
                        test.predictions(random, List.of(tested, others)), ComparisonInput.Rules.DEFAULT)
                .comparison("m0", "m1");
        return Draw.of(comparison.difference(), 0, List.of(comparison));
    }

    /**
     * How seeds are added.
     *
     * @param plan the plan
     * @param followed whether the models that the plan names get seeds until it ends; else all until a pair has a winner
     */
    private record Way(Looks.Plan plan, boolean followed) {

        static final Way DECIDED = new Way(new Looks.UntilDecided(LEAST, MOST), true);
        static final Way ALL = new Way(new Looks.UntilDecided(LEAST, MOST), false);
        static final Way UNPLANNED = new Way(new Looks.Unplanned(), false);

        static Way precise(double halfWidth) {
            return new Way(new Looks.UntilPrecise(MOST, halfWidth), true);
        }

        boolean asserted() {
            return !(plan instanceof Looks.Unplanned);
        }
    }

    @Test
    void noLookSpendsMoreThanItsShare() {
        SoftAssertions.assertSoftly(softly -> {
            looks(softly, "3 to 10 seeds until it is decided", Way.DECIDED, 0.05, 0.05);
            looks(softly, "3 to 10 seeds until it is decided, all of one model", Way.DECIDED, 0.003, 0.05);
        });
    }

    @Tag("endurance")
    @Test
    void otherWaysToAddSeeds() {
        SoftAssertions.assertSoftly(softly -> {
            looks(softly, "3 to 10 seeds until it is decided", Way.DECIDED, 0.01, 0.01);
            looks(softly, "3 models, 3 to 10 seeds until it is decided", Way.DECIDED, 0.01, 0.03, 0.05);
            looks(softly, "3 to 10 seeds until intervals reach 6 points", Way.precise(0.06), 0.05, 0.05);
            looks(softly, "3 to 10 seeds until intervals reach 6 points", Way.precise(0.06), 0.003, 0.05);
            looks(softly, "3 to 10 seeds until intervals reach 4 points", Way.precise(0.04), 0.01, 0.01);
            looks(softly, "looked at with 3, 4, ... 10 seeds of both models", Way.ALL, 0.01, 0.01);
            looks(softly, "looked at with 3, 4, ... 10 seeds of both models", Way.ALL, 0.05, 0.05);
            looks(softly, "looked at with 3, 4, ... 10 seeds of both, without a plan", Way.UNPLANNED, 0.01, 0.01);
            looks(softly, "looked at with 3, 4, ... 10 seeds of both, without a plan", Way.UNPLANNED, 0.05, 0.05);
        });
    }

    private static void looks(SoftAssertions softly, String world, Way way, double... deviations) {
        SimulatedExperiment test = SimulatedExperiment.of(Seeds.NORMAL, SimulatedExperiment.equal(400, 400));
        TABLE.row(
                softly,
                world
                        + DoubleStream.of(deviations)
                                .mapToObj(one -> String.format(Locale.ROOT, "%.1f", 100 * one))
                                .collect(Collectors.joining(", ", ", deviations ", " points")),
                way.asserted() ? Bound.AT_LEAST_92 : Bound.SHOWN,
                way.asserted() ? Bound.AT_MOST_7 : Bound.SHOWN,
                random -> {
                    PairwiseComparison atTheEnd = looks(test, EFFECT, way, deviations, random).stream()
                            .filter(comparison -> comparison.left().equals("m0")
                                    && comparison.right().equals("m1"))
                            .reduce((before, after) -> after)
                            .orElseThrow();
                    return Draw.of(atTheEnd.simultaneous(), EFFECT, looks(test, 0, way, deviations, random));
                });
    }

    /** Returns the comparisons of all looks that may end the training, in their order. */
    private static List<PairwiseComparison> looks(
            SimulatedExperiment test, double effect, Way way, double[] deviations, SplittableRandom random) {
        List<List<Predictions>> drawn = test.draw(
                random,
                IntStream.range(0, deviations.length)
                        .mapToObj(index -> new Model(0.8 - index % 2 * effect, deviations[index], MOST))
                        .toList());
        List<Map<String, Integer>> earlier = new ArrayList<>();
        List<PairwiseComparison> comparisons = new ArrayList<>();
        Map<String, Integer> seeds = new LinkedHashMap<>();
        IntStream.range(0, drawn.size()).forEach(index -> seeds.put("m" + index, LEAST));
        while (true) {
            List<List<Predictions>> trained = IntStream.range(0, drawn.size())
                    .mapToObj(index -> drawn.get(index).subList(0, seeds.getOrDefault("m" + index, 0)))
                    .toList();
            SeedRounds.Next next = test.look(trained, new Looks(earlier, way.plan()));
            List<PairwiseComparison> now = next.round().comparisons();
            if (way.plan() instanceof Looks.UntilPrecise) {
                // No verdict ends the training, so only the last ones count.
                comparisons.clear();
            }
            comparisons.addAll(now);
            boolean ended = seeds.containsValue(MOST) || now.stream().anyMatch(PairwiseComparison::hasWinner);
            List<String> more = way.followed() ? next.adding() : ended ? List.of() : List.copyOf(seeds.keySet());
            if (more.isEmpty()) {
                return comparisons;
            }
            earlier.add(new LinkedHashMap<>(seeds));
            more.forEach(model -> seeds.merge(model, 1, Integer::sum));
        }
    }
}
