package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.MEAN;
import static org.bakeoff.statistics.Scores.balanced;
import static org.bakeoff.statistics.Scores.right;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which seeds are warned of. */
class SeedDistributionCheckTest {

    /** The 97.5% quantile for 5 normal numbers: numpy, 4,000,000 samples. */
    private static final double FIVE = 0.7910;

    @Test
    void theLimitForThreeIsDixons() {
        // The nearer of the two ratios of Dixon's has, for three normal numbers, the density 3 sqrt(3) / (2 pi) / (r^2
        // - r
        // + 1), so that the larger is beyond c with the chance 1 - 6/pi atan((2c - 1) / sqrt(3)).
        double exact = (1 + Math.sqrt(3) * Math.tan(0.975 * Math.PI / 6)) / 2;
        assertThat(SeedDistributionCheck.limit(3)).isCloseTo(exact, within(0.002));
    }

    @ParameterizedTest
    @CsvSource({"4, 0.8925", "5, 0.7910", "10, 0.5266"})
    void otherLimitsAreNumpys(int seeds, double quantile) {
        assertThat(SeedDistributionCheck.limit(seeds)).isCloseTo(quantile, within(0.01));
    }

    @Test
    void aWideGapIsWarnedOfAndANarrowerOneIsNot() {
        assertThat(shape(0, 0.07, 0.14, 0.20, 1)).isEqualTo("gap");
        assertThat(shape(0, 0.07, 0.14, 0.22, 1)).isEmpty();
        assertThat(shape(0, 0.01, 1)).isEqualTo("gap");
        assertThat(shape(0, 0.02, 1)).isEmpty();
        assertThat(shape(0, 0, 0, 0, 0)).isEmpty();
    }

    /** Whichever way they are turned, and however large they are. */
    @Property(tries = 100)
    void aGapIsOneOverTheRangeAlone(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int scale, @ForAll boolean turned) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] offsets = random.doubles(5).map(value -> Math.pow(value, 4)).toArray();
        double[] sorted = offsets.clone();
        Arrays.sort(sorted);
        double widest = IntStream.range(1, 5)
                .mapToDouble(index -> sorted[index] - sorted[index - 1])
                .max()
                .orElseThrow();
        double ratio = widest / (sorted[4] - sorted[0]);
        Assume.that(Math.abs(ratio - FIVE) > 0.01);
        double[] seen = Arrays.stream(offsets)
                .map(value -> (turned ? 1 - value : value) * scale / 100)
                .toArray();
        assertThat(shape(seen)).isEqualTo(ratio > FIVE ? "gap" : "");
    }

    @Test
    void aGapThatTheTestSetsSizeExplainsIsNone() {
        // Four seeds are right on 320 and one on 340 of 400 examples: the gap is all of the range.
        double[][] alike = {right(400, 320), right(400, 320), right(400, 320), right(400, 320), right(400, 340)};
        assertThat(shape(balanced(400).model("a", alike), ACCURACY)).isEqualTo("gap");

        // Each on others: two seeds as good as each other would differ by 2.8 points.
        SplittableRandom random = new SplittableRandom(1);
        double[][] shuffled =
                Arrays.stream(alike).map(seed -> shuffled(seed, random)).toArray(double[][]::new);
        assertThat(shape(balanced(400).model("a", shuffled), ACCURACY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // The best seed is 40 points better than the majority class; a fifth of that is 8 points, or 232 right.
        "400, 360, 360, 231, collapsed 1",
        "400, 360, 231, 200, collapsed 2",
        "400, 360, 360, 100, collapsed 1",
        "400, 360, 360, 233, gap",
        "400, 360, 300, 240, ''",
        // The best seed is 0.417 better than the majority class; five standard errors, of the mean over seeds, are
        // 0.427.
        "12, 11, 11, 6, gap",
        // It is 0.433 better, and five standard errors 0.272.
        "30, 28, 28, 15, collapsed 1",
        // None is better than the majority class.
        "400, 200, 200, 100, gap"
    })
    void aSeedCollapsesThatStaysNearGuessingWhileAnotherDoesnt(int size, int a, int b, int c, String shape) {
        assertThat(shape(balanced(size).model("a", right(size, a), right(size, b), right(size, c)), ACCURACY))
                .isEqualTo(shape);
    }

    @Test
    void whereLowerIsBetterTheHigherSeedCollapses() {
        Metric errors = Metric.rate(
                "errorRate",
                "Error rate",
                false,
                (label, predictions, example) -> predictions.predicted(example) == label ? 0 : 1);
        assertThat(shape(balanced(400).model("a", right(400, 360), right(400, 355), right(400, 210)), errors))
                .isEqualTo("collapsed 1");
        assertThat(shape(balanced(400).model("a", right(400, 360), right(400, 300), right(400, 240)), errors))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seedsHaveAShapeThoughTheirProviderSaysThatTheyDoNotDiffer(boolean deterministic) {
        Entrant entrant = Entrant.of("a", right(400, 360), right(400, 360), right(400, 200));
        Scores scores = balanced(400).model(entrant.declared(false, deterministic));
        assertThat(shape(scores, ACCURACY)).isEqualTo("collapsed 1");
    }

    /** Returns the warnings for seeds that differ by these offsets on every example, far from the majority class. */
    private static String shape(double... offsets) {
        double[][] seeds = Arrays.stream(offsets)
                .mapToObj(offset -> IntStream.range(0, 20)
                        .mapToDouble(example -> 2 + offset + (example % 2 == 0 ? 0.1 : -0.1))
                        .toArray())
                .toArray(double[][]::new);
        return shape(new Scores(Scores.groups(20, 1)).model("a", seeds), MEAN);
    }

    private static String shape(Scores scores, Metric metric) {
        List<String> found = new ArrayList<>();
        for (Warning warning : scores.compare(metric).conclusion().warnings()) {
            if (warning instanceof ModelWarning.UnusualSeedGap) {
                found.add("gap");
            } else if (warning instanceof ModelWarning.CollapsedSeeds collapsed) {
                found.add("collapsed " + collapsed.worse().size());
            }
        }
        return String.join("; ", found);
    }

    /** The same examples of each class in another order. */
    private static double[] shuffled(double[] seed, SplittableRandom random) {
        double[] other = seed.clone();
        for (int index = other.length - 1; index > 1; index--) {
            int with = index - 2 * random.nextInt(index / 2 + 1);
            double kept = other[index];
            other[index] = other[with];
            other[with] = kept;
        }
        return other;
    }
}
