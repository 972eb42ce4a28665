package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.MEAN;
import static org.bakeoff.statistics.Scores.RATE;
import static org.bakeoff.statistics.Scores.balanced;
import static org.bakeoff.statistics.Scores.right;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerAnalysisTest {

    private static final int SIZE = 400;

    @Test
    void whatCanBeDetectedIsTwoQuantilesOfTTimesTheStandardError() {
        // One seed each and 16 clusters, of which 4 differ by 1: V_T = 16/15 * (16 * 1/4 * 3/4) / 16^2 + 2 / 16^2, and
        // by
        // scipy t(15) has the quantiles 2.13145 (0.975) and 0.86624 (0.8).
        double[] four = new double[16];
        Arrays.fill(four, 0, 4, 1);
        ComparisonResult result = new Scores(Scores.groups(16, 1))
                .model(baseline("a", four))
                .model(baseline("b", new double[16]))
                .compare(RATE);

        PowerAnalysis power = only(result);
        assertThat(power.left()).isEqualTo("a");
        assertThat(power.right()).isEqualTo("b");
        assertThat(power.detectable()).isCloseTo(0.42723720277981597, within(1e-9));
    }

    /**
     * Seeds that are right on so many of the first of 400 examples. The figures are those of the formulas of
     * docs/statistics.md in numpy and scipy, seeds being tried one after the other.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "320 328 336 | 320 320 332 | 0.05710 | 0.00366 | 206- 29-603 8-136 3-22",
                "320 326 332 | 320 320 326 | 0.03953 | 0.00810 | no 31-649 5-68 3-11",
                "300 312 324 | 200 220 240 | 0.13080 | 0.05067 | no no no no"
            })
    void seedsThatADifferenceNeeds(String left, String right, double detectable, double least, String seeds) {
        PowerAnalysis power = only(balanced(SIZE)
                .model(baseline("a", seeds(left)))
                .model(baseline("b", seeds(right)))
                .compare(ACCURACY));
        assertThat(power.detectable()).isCloseTo(detectable, within(5e-6));
        assertThat(power.wanted())
                .extracting(PowerAnalysis.Wanted::difference)
                .containsExactly(0.005, 0.01, 0.02, 0.05);
        assertThat(needed(power)).isEqualTo(seeds);
        assertThat(power.least().orElseThrow()).isCloseTo(least, within(5e-6));
    }

    /** More seeds don't find that 328 examples differ from 328, and soon show that they differ by less than two points. */
    @Test
    void seedsThatShowEquivalenceDecideToo() {
        Scores scores =
                balanced(SIZE).model(baseline("a", seeds("320 328 336"))).model(baseline("b", seeds("321 327 336")));
        assertThat(only(scores.compare(ACCURACY)).observed()).isEmpty();
        // By numpy and scipy as above.
        assertThat(only(scores.by(margin(0.02)).compare(ACCURACY)).observed())
                .contains(new PowerAnalysis.Wanted(0, true, OptionalInt.of(8), OptionalInt.of(142)));
        Scores apart =
                balanced(SIZE).model(baseline("a", seeds("320 328 336"))).model(baseline("b", seeds("320 327 334")));
        PowerAnalysis.Wanted alone = only(apart.compare(ACCURACY)).observed().orElseThrow();
        assertThat(only(apart.by(margin(0.001)).compare(ACCURACY)).observed()).contains(alone);
        assertThat(only(apart.by(margin(0.03)).compare(ACCURACY)).observed().orElseThrow())
                .returns(alone.difference(), PowerAnalysis.Wanted::difference)
                .matches(wanted -> wanted.fewest().orElse(1000) < alone.fewest().orElse(1000));
    }

    private static ComparisonInput.Rules margin(double margin) {
        return new ComparisonInput.Rules(
                Optional.empty(), OptionalInt.empty(), OptionalDouble.of(margin), Looks.NONE, Optional.empty());
    }

    /** Both models outperform the majority class, so that of three tests the one of both is left, at the full level. */
    @Test
    void isPlannedAtTheLevelThatHolmLeaves() {
        double alone = only(balanced(SIZE)
                        .model(baseline("a", seeds("320 328 336")))
                        .model(baseline("b", seeds("320 320 332")))
                        .compare(ACCURACY))
                .detectable();
        Scores scores = balanced(SIZE).model("a", seeds("320 328 336")).model("b", seeds("320 320 332"));
        assertThat(only(scores.compare(ACCURACY)).detectable()).isEqualTo(alone);
        // With a third one that differs from none there are three of six left.
        assertThat(scores.model("c", seeds("320 324 336"))
                        .compare(ACCURACY)
                        .conclusion()
                        .power()
                        .get(0)
                        .detectable())
                .isGreaterThan(1.2 * alone);
    }

    @Test
    void moreSeedsOfADeterministicModelChangeNothing() {
        Scores scores = balanced(SIZE)
                .model(baseline("a", seeds("320 322 324")))
                .model(baseline("b", right(SIZE, 320)).declared(true, true))
                .model(baseline("c", right(SIZE, 200)).declared(true, true));
        List<PowerAnalysis> powers = scores.compare(ACCURACY).conclusion().power();
        assertThat(powers).extracting(power -> power.left() + power.right()).containsExactly("ab", "ac", "bc");
        // By numpy and scipy as above.
        assertThat(needed(powers.get(0))).isEqualTo("no no 2-9 2-3");
        assertThat(powers.get(0).least().orElseThrow()).isCloseTo(0.01145, within(5e-6));
        // Training gives both again with any seed, so one does what can be done.
        PowerAnalysis same = powers.get(2);
        assertThat(same.least()).hasValue(same.detectable());
        assertThat(same.wanted())
                .allMatch(wanted -> wanted.possible() == wanted.difference() >= same.detectable())
                .allMatch(wanted -> wanted.fewest().equals(wanted.most()))
                .allMatch(wanted -> wanted.fewest().orElse(0) == (wanted.possible() ? 1 : 0));
    }

    @Test
    void nothingIsSaidOfSeedsWhereNoneAreKnown() {
        Scores one = balanced(SIZE).model("a", seeds("320 328 336")).model("b", right(SIZE, 300));
        assertThat(only(one.compare(ACCURACY)).wanted()).isEmpty();
        Scores mean = balanced(SIZE).model("a", seeds("320 328 336")).model("b", seeds("300 301 308"));
        PowerAnalysis power = only(mean.compare(MEAN));
        assertThat(power.wanted()).isEmpty();
        assertThat(power.least()).isEmpty();
        assertThat(power.detectable()).isPositive();
    }

    @Test
    void withoutVarianceNothingIsSaid() {
        Scores scores = balanced(SIZE).model("a", right(SIZE, 300)).model("b", right(SIZE, 300));
        assertThat(scores.compare(MEAN).conclusion().power()).isEmpty();

        // Rounding makes a variance of 1e-34 or so of what has none.
        double[] tenth = new double[SIZE];
        Arrays.fill(tenth, 0.1);
        Scores constant = balanced(SIZE).model("a", tenth).model("b", new double[SIZE]);
        assertThat(constant.compare(MEAN).conclusion().power()).isEmpty();
    }

    /** Seeds whose deviations are larger than what the test set leaves open; twice as many of the same are more. */
    @Property(tries = 60)
    void shrinksWithMoreSeeds(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int seeds) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] left = deviating(random, seeds);
        double[][] right = deviating(random, seeds);
        double before = detectable(left, right);
        double after = detectable(twice(left), twice(right));
        assertThat(after).isLessThan(before).isPositive();
    }

    @Property(tries = 60)
    void aLargerDifferenceNeedsNoMoreSeeds(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int seeds) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] left = new double[seeds][];
        double[][] right = new double[seeds][];
        Arrays.setAll(left, index -> right(SIZE, 330 + random.nextInt(1 + Math.floorMod(seed, 40))));
        Arrays.setAll(right, index -> right(SIZE, 300 + random.nextInt(20)));
        List<PowerAnalysis.Wanted> wanted = only(balanced(SIZE)
                        .model("a", left)
                        .model("b", right)
                        .compare(ACCURACY))
                .wanted();
        assertThat(wanted).hasSize(4);
        for (int index = 0; index < wanted.size(); index++) {
            assertThat(fewest(wanted.get(index))).isLessThanOrEqualTo(most(wanted.get(index)));
            if (index > 0) {
                assertThat(fewest(wanted.get(index))).isLessThanOrEqualTo(fewest(wanted.get(index - 1)));
                assertThat(most(wanted.get(index))).isLessThanOrEqualTo(most(wanted.get(index - 1)));
            }
        }
    }

    private static PowerAnalysis only(ComparisonResult result) {
        assertThat(result.conclusion().power()).hasSize(1);
        return result.conclusion().power().get(0);
    }

    private static String needed(PowerAnalysis power) {
        return power.wanted().stream()
                .map(wanted -> wanted.possible() ? text(wanted.fewest()) + "-" + text(wanted.most()) : "no")
                .collect(Collectors.joining(" "));
    }

    private static String text(OptionalInt seeds) {
        return seeds.isPresent() ? Integer.toString(seeds.getAsInt()) : "";
    }

    private static int fewest(PowerAnalysis.Wanted wanted) {
        return wanted.fewest().orElse(PowerAnalysis.MOST + 1);
    }

    private static int most(PowerAnalysis.Wanted wanted) {
        return wanted.most().orElse(PowerAnalysis.MOST + 1);
    }

    /** A model that isn't compared with the majority class. */
    private static Entrant baseline(String name, double[]... seeds) {
        return Entrant.of(name, seeds).declared(true, false);
    }

    private static double detectable(double[][] left, double[][] right) {
        return new Scores(Scores.groups(150, 1))
                .model("a", left)
                .model("b", right)
                .compare(MEAN)
                .conclusion()
                .power()
                .get(0)
                .detectable();
    }

    private static double[][] deviating(SplittableRandom random, int seeds) {
        double[][] scores = new double[seeds][150];
        for (int seed = 0; seed < seeds; seed++) {
            double offset = seed % 2 + random.nextDouble(0.2);
            Arrays.setAll(scores[seed], example -> offset + random.nextDouble(0.5));
        }
        return scores;
    }

    private static double[][] twice(double[][] seeds) {
        double[][] all = Arrays.copyOf(seeds, 2 * seeds.length);
        System.arraycopy(seeds, 0, all, seeds.length, seeds.length);
        return all;
    }

    private static double[][] seeds(String right) {
        return Arrays.stream(right.strip().split(" "))
                .map(count -> right(SIZE, Integer.parseInt(count)))
                .toArray(double[][]::new);
    }
}
