package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much the clusters tell, and the variance that they give. */
class PartTest {

    @Property(tries = 50)
    void clustersOfOneSizeHaveADegreeOfFreedomEachLessOne(
            @ForAll @IntRange(min = 2, max = 60) int count, @ForAll @IntRange(min = 1, max = 9) int size) {
        Part part = part(Scores.groups(count, size));
        assertThat(part.freedom()).isCloseTo(count - 1.0, within(1e-9));
        assertThat(part.count()).isEqualTo(count);
        assertThat(part.independent()).isEqualTo(size == 1);
    }

    /** One cluster with so much of 150, the others alike; by numpy. */
    @ParameterizedTest
    @CsvSource({"149, 3.9468880039375356", "50, 14.805135951661637", "1, 149"})
    void aClusterThatDominatesSaysLittle(int size, double freedom) {
        int[] groups = IntStream.concat(IntStream.generate(() -> 0).limit(size), IntStream.range(1, 150))
                .toArray();
        assertThat(part(groups).freedom()).isCloseTo(freedom, within(1e-9));
    }

    @Property(tries = 30)
    void oneClusterSaysNothing(@ForAll @IntRange(min = 1, max = 60) int size) {
        Part part = part(Scores.groups(1, size));
        assertThat(part.freedom()).isZero();
        assertThat(part.count()).isEqualTo(1);
    }

    /** The CR2 of the groups, of the texts, and of the examples, by numpy. */
    @Test
    void twoWaysOfClusteringAddUpLessWhatBothCount() {
        String[] groups = {"a", "a", "b", "b", "c", "c"};
        String[] texts = {"s", "t", "s", "u", "s", "v"};
        Clusters clusters = Clusters.of(IntStream.range(0, 6)
                .mapToObj(index -> Scores.example("e" + index, groups[index], texts[index]))
                .toList());
        Part part = Part.all(clusters);
        Sample sample = Sample.of(
                        Scores.MEAN, new int[6], part, List.of(new Predictions(1, 2, new double[] {5, 4, 2, 0, 4, 1})))
                .get(0);

        assertThat(clusters.dimensions()).hasSize(3);
        assertThat(sample.variance())
                .isCloseTo(1.0277777777777777 + 0.8888888888888891 - 0.6444444444444444, within(1e-12));
        // Of the groups, which are three of one size; the texts alone would have 2.27.
        assertThat(part.freedom()).isCloseTo(2, within(1e-12));
        assertThat(part.count()).isEqualTo(3);
    }

    /** For clusters of one size the delete-one jackknife of a mean is CR2. */
    @Property(tries = 50)
    void theJackknifeOfAMeanIsItsClosedForm(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 5) int size) {
        Part part = part(Scores.groups(count, size));
        Predictions predictions = new Predictions(
                1,
                2,
                new java.util.SplittableRandom(seed)
                        .doubles((long) count * size)
                        .toArray());
        assertThat(variance(Scores.DRAWN, part, predictions))
                .isCloseTo(variance(Scores.MEAN, part, predictions), within(1e-12));
    }

    /** More clusters than a jackknife leaves out one by one: random groups of them. */
    @Test
    void ofManyClustersBlocksAreLeftOut() {
        Part part = part(Scores.groups(4000, 1));
        Predictions predictions = new Predictions(
                1, 2, new java.util.SplittableRandom(5).doubles(4000).toArray());
        // A variance of 999 degrees of freedom has a relative standard error of 4.5%.
        assertThat(variance(Scores.DRAWN, part, predictions) / variance(Scores.MEAN, part, predictions))
                .isCloseTo(1, within(0.15));
    }

    private static double variance(Metric metric, Part part, Predictions predictions) {
        return Sample.of(metric, new int[part.examples().length], part, List.of(predictions))
                .get(0)
                .variance();
    }

    private static Part part(int... groups) {
        return Part.all(Clusters.of(IntStream.range(0, groups.length)
                .mapToObj(index -> Scores.example("e" + index, "g" + groups[index], "text " + index))
                .toList()));
    }
}
