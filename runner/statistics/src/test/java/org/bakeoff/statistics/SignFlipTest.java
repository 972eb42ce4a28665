package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignFlipTest {

    @Test
    void agreesWithFiguresByHand() {
        // Sums of 1, 2 and 3: of the eight combinations of signs +++ and --- alone are as far from zero.
        assertThat(p(1, 2, 3)).isEqualTo(2 / 8.0);
        // With one of them the other way they add up to 4; the eight combinations give 6, 4, 2 and 0 twice each.
        assertThat(p(-1, 2, 3)).isEqualTo(4 / 8.0);
        assertThat(p(0, 0, 0)).isEqualTo(1);
    }

    @Property(tries = 60)
    void isTheShareOfSignsThatAreAsFarFromZero(@ForAll long seed, @ForAll @IntRange(min = 2, max = 10) int clusters) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groups = random.ints(clusters + 20, 0, clusters).toArray();
        groups[0] = 0;
        groups[2] = 1;
        double[] differences = random.doubles(groups.length, -1, 1).toArray();
        // Some examples belong to another part.
        int[] examples = IntStream.range(0, groups.length)
                .filter(example -> example % 4 != 1)
                .toArray();
        double[] sums = new double[clusters];
        for (int example : examples) {
            sums[groups[example]] += differences[example];
        }
        int combinations = 1 << clusters;
        long far = IntStream.range(0, combinations)
                .filter(signs -> Math.abs(signed(sums, signs)) >= Math.abs(signed(sums, 0)) - 1e-9)
                .count();

        Part part = Part.of(new Clusters(groups, clusters), examples);
        // A cluster of which nothing is in the part counts for both signs alike.
        assertThat(p(differences, part)).isEqualTo((double) far / combinations);
    }

    @Property(tries = 60)
    void neitherWhichModelIsFirstNorTheUnitNorTheOrderMatters(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 16) int clusters) {
        double[] differences =
                new SplittableRandom(seed).doubles(clusters, -1, 1.5).toArray();
        double p = p(differences);

        assertThat(p).isBetween(2 / Math.pow(2, clusters), 1.0);
        assertThat(p(map(differences, -1))).isEqualTo(p);
        assertThat(p(map(differences, 8))).isEqualTo(p);
        assertThat(p(IntStream.range(0, clusters)
                        .mapToDouble(index -> differences[clusters - 1 - index])
                        .toArray()))
                .isEqualTo(p);
        Arrays.setAll(differences, index -> Math.abs(differences[index]) + 0.01);
        assertThat(p(differences)).isEqualTo(2 / Math.pow(2, clusters));
    }

    /** With differences of one size it is the sign test. Above 16 clusters within five standard errors of the draws. */
    @ParameterizedTest
    @CsvSource({"16, 5", "16, 8", "17, 5", "30, 10", "64, 26", "65, 26", "66, 25", "99, 40", "99, 42", "99, 49"})
    void ofEqualDifferencesItIsTheSignTest(int clusters, int negative) {
        double[] differences = new double[clusters];
        Arrays.setAll(differences, index -> index < negative ? -1 : 1);

        double exact = Math.min(1, 2 * BinomialDistribution.of(clusters, 0.5).cumulativeProbability(negative));
        double error = clusters > 16 ? Math.sqrt(exact * (1 - exact) / 100_000) : 0;
        assertThat(p(differences)).isCloseTo(exact, within(5 * error + 1e-12));
        assertThat(p(map(differences, -1))).isCloseTo(exact, within(5 * error + 1e-12));
    }

    @Test
    void isNeverZero() {
        double[] differences = new double[90];
        Arrays.fill(differences, 1);
        // The combination that was seen is one of a hundred thousand.
        assertThat(p(differences)).isEqualTo(1e-5);
    }

    /** Of differences that are each a cluster of its own. */
    private static double p(double... differences) {
        int count = differences.length;
        return p(differences, Part.all(new Clusters(IntStream.range(0, count).toArray(), count)));
    }

    private static double p(double[] differences, Part part) {
        Sample sample = Sample.maker(Scores.MEAN, new int[differences.length], part)
                .of(List.of(new Predictions(1, 2, differences)))
                .get(0);
        return SignFlip.p(sample, part);
    }

    private static double signed(double[] sums, int signs) {
        return IntStream.range(0, sums.length)
                .mapToDouble(index -> (signs >> index & 1) == 0 ? sums[index] : -sums[index])
                .sum();
    }

    private static double[] map(double[] values, double factor) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }
}
