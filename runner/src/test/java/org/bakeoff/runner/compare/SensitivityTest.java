package org.bakeoff.runner.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.runner.compare.Scores.ACCURACY;
import static org.bakeoff.runner.compare.Scores.MEAN;
import static org.bakeoff.runner.compare.Scores.RATE;
import static org.bakeoff.runner.compare.Scores.balanced;
import static org.bakeoff.runner.compare.Scores.right;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitivityTest {

    private static final int SIZE = 400;

    @Test
    void whatCanBeDetectedIsTwoQuantilesOfTTimesTheStandardError() {
        // One seed each and 16 clusters, of which 4 differ by 1: V_T = 16/15 * (16 * 1/4 * 3/4) / 16^2 = 1/80, and by
        // scipy
        // t(15) has the quantiles 2.13145 (0.975) and 0.86624 (0.8).
        double[] four = new double[16];
        Arrays.fill(four, 0, 4, 1);
        ComparisonResult result = new Scores(Scores.groups(16, 1))
                .model("a", four)
                .model("b", new double[16])
                .compare(RATE);

        assertThat(result.contrasts().get(0).detectable()).isCloseTo(0.33515243598570443, within(1e-9));
        assertThat(result.conclusion().sensitivity())
                .containsExactly(
                        "a and b: a true difference of 33.5 points would be detected with 80% power (p < 0.05 before Holm)");
    }

    /**
     * Seeds that are right on so many of the first of 400 examples. The figures are those of the formulas of
     * docs/statistics.md in numpy and scipy, seeds being tried one after the other.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "320 328 336 | 320 320 332 | 5.8 | 0.5 points 221, 1 point 56, 2 points 15, 5 points 4",
                "320 326 332 | 320 320 326 | 4.1 | 0.5 points 96, 1 point 25, 2 points 8, 5 points 3",
                "300 312 324 | 200 220 240 | 13.1 | 0.5 points no number of seeds, 1 point no number of seeds, 2 points no"
                        + " number of seeds, 5 points 858; the test set alone allows no less than 5.0 points",
                "300 312 323 | 200 220 240 | 13.0 | 0.5 points no number of seeds, 1 point no number of seeds, 2 points no"
                        + " number of seeds, 5 points more than 1,000; the test set alone allows no less than 5.0 points"
            })
    void seedsThatADifferenceNeeds(String left, String right, String detectable, String seeds) {
        ComparisonResult result =
                balanced(SIZE).model("a", seeds(left)).model("b", seeds(right)).compare(ACCURACY);
        assertThat(result.conclusion().sensitivity())
                .containsExactly(
                        "a and b: a true difference of " + detectable
                                + " points would be detected with 80% power (p < 0.05 before Holm)",
                        "a and b: seeds that a difference would need: " + seeds);
    }

    @Test
    void moreSeedsOfADeterministicModelChangeNothing() {
        Scores scores = balanced(SIZE)
                .model("a", seeds("320 322 324"))
                .model(Entrant.of("b", right(SIZE, 320)).declared(false, true))
                .model(Entrant.of("c", right(SIZE, 300)).declared(false, true));
        // The first by numpy and scipy as above: with all seeds of the world, 0.571 points.
        assertThat(scores.compare(ACCURACY).conclusion().sensitivity())
                .contains(
                        "a and b: seeds that a difference would need: 0.5 points no number of seeds, 1 point 5, 2 points 3,"
                                + " 5 points 2; the test set alone allows no less than 0.6 points")
                .contains(
                        "b and c: no number of seeds changes that, for training gives the same model with every seed");
    }

    @Test
    void nothingIsSaidOfSeedsWhereNoneAreKnown() {
        Scores one = balanced(SIZE).model("a", seeds("320 328 336")).model("b", right(SIZE, 300));
        assertThat(one.compare(ACCURACY).conclusion().sensitivity()).hasSize(1);
        Scores mean = balanced(SIZE).model("a", seeds("320 328 336")).model("b", seeds("300 301 308"));
        assertThat(mean.compare(MEAN).conclusion().sensitivity())
                .singleElement()
                .asString()
                .matches("a and b: a true difference of 0\\.\\d{4} in score would be detected with 80% power .*");
    }

    @Test
    void withoutVarianceNothingIsSaid() {
        Scores scores = balanced(SIZE).model("a", right(SIZE, 300)).model("b", right(SIZE, 300));
        ComparisonResult result = scores.compare(ACCURACY);
        assertThat(result.contrasts().get(0).detectable()).isNaN();
        assertThat(result.conclusion().sensitivity()).isEmpty();

        // Rounding makes a variance of 1e-34 or so of what has none.
        double[] tenth = new double[SIZE];
        Arrays.fill(tenth, 0.1);
        Scores constant = balanced(SIZE).model("a", tenth).model("b", new double[SIZE]);
        assertThat(constant.compare(MEAN).conclusion().sensitivity()).isEmpty();
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
        List<String> sentences = balanced(SIZE)
                .model("a", left)
                .model("b", right)
                .compare(ACCURACY)
                .conclusion()
                .sensitivity();
        assertThat(sentences).hasSize(2);
        List<Integer> needed = Pattern.compile("points? (no number|more than 1,000|[0-9]+)")
                .matcher(sentences.get(1))
                .results()
                .map(found -> found.group(1))
                .map(words ->
                        words.startsWith("no") ? 1_000_000 : words.startsWith("more") ? 1_001 : Integer.valueOf(words))
                .toList();
        assertThat(needed).hasSize(4);
        for (int index = 1; index < needed.size(); index++) {
            assertThat(needed.get(index)).isLessThanOrEqualTo(needed.get(index - 1));
        }
    }

    private static double detectable(double[][] left, double[][] right) {
        return new Scores(Scores.groups(150, 1))
                .model("a", left)
                .model("b", right)
                .contrast(MEAN)
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
