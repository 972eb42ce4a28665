package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.MEAN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The levels of tests at several looks, and how the error rate is spent on them. */
class AlphaSpendingTest {

    private static final Looks.UntilDecided PLAN = new Looks.UntilDecided(3, 10);

    /** {@code spending.csv} is by scipy and has published values among its own; see spending.py. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            files = "src/test/resources/fixtures/spending.csv",
            useHeadersInDisplayName = false,
            numLinesToSkip = 1)
    void levelsAreThoseOfScipy(String name, String information, String spent, String levels) {
        double[] shares = numbers(information);
        for (int look = 1; look <= shares.length; look++) {
            assertThat(SpendingBoundary.level(Arrays.copyOf(shares, look), Arrays.copyOf(numbers(spent), look)))
                    .describedAs("%s, look %d", name, look)
                    .isCloseTo(numbers(levels)[look - 1], within(1e-6));
        }
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Property(tries = 100)
    void aLevelIsAtLeastWhatItsLookSpendsAndAtMostAllThatIsSpent(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int looks) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] information = ascending(random, looks, 1);
        double[] spent = ascending(random, looks, Inference.ALPHA);
        assertThat(SpendingBoundary.level(information, spent))
                .isBetween(spent[looks - 1] - (looks > 1 ? spent[looks - 2] : 0) - 1e-9, spent[looks - 1] + 1e-9);
    }

    private static double[] ascending(SplittableRandom random, int count, double most) {
        double[] numbers = random.doubles(count).map(one -> most * one).sorted().toArray();
        numbers[count - 1] = most;
        return numbers;
    }

    @Test
    void looksAtTheSameInformationHaveTheLevelOfAllThatIsSpent() {
        assertThat(SpendingBoundary.level(new double[] {1, 1, 1}, new double[] {0.01, 0.02, 0.05}))
                .isCloseTo(0.05, within(0.001));
    }

    @Test
    void aLookThatMaySpendNothingRejectsNothing() {
        double[] information = {0.5, 0.501, 1};
        assertThat(SpendingBoundary.level(Arrays.copyOf(information, 2), new double[] {0.01, 0.01}))
                .isBetween(0.0, 0.01);
        assertThat(SpendingBoundary.level(new double[] {0.5}, new double[] {0})).isBetween(0.0, 2e-9);
        assertThat(SpendingBoundary.level(information, new double[] {0, 0, 0.05}))
                .isCloseTo(0.05, within(1e-6));
    }

    @Property(tries = 200)
    void aPlanSpendsMoreWithEveryLookAndAllInTheEnd(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int models) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> counts = new ArrayList<>();
        int[] now = new int[models];
        Arrays.fill(now, PLAN.atLeast());
        counts.add(now.clone());
        while (IntStream.of(now).anyMatch(seeds -> seeds < PLAN.atMost())) {
            int model = random.nextInt(models);
            now[model] = Math.min(PLAN.atMost(), now[model] + 1 + random.nextInt(3));
            counts.add(now.clone());
        }
        double[] spent = new AlphaSpending(new Looks(List.of(), PLAN)).spent(counts);

        assertThat(spent).isSorted();
        assertThat(spent[0]).isPositive();
        assertThat(spent[spent.length - 1]).isEqualTo(Inference.ALPHA);
    }

    @Test
    void withoutAPlanAllLooksSpendTheSame() {
        double[] spent =
                new AlphaSpending(Looks.NONE).spent(List.of(new int[] {3, 3}, new int[] {5, 3}, new int[] {9, 9}));

        assertThat(spent)
                .containsExactly(
                        new double[] {Inference.ALPHA / 3, 2 * Inference.ALPHA / 3, Inference.ALPHA}, within(1e-15));
    }

    @Test
    void theAdjustedPAllowsForWhatALookMaySpend() {
        Scores scores =
                new Scores(Scores.groups(40, 1)).model("left", seeds(1, 0.6)).model("right", seeds(2, 0));
        PairwiseComparison only = scores.pair(MEAN);
        assertThat(only.adjustedP()).isEqualTo(only.p()).isBetween(1e-9, 0.05);

        assertThat(scores.by(rules(PLAN, List.of())).pair(MEAN).adjustedP()).isCloseTo(8 * only.p(), within(1e-12));
        assertThat(scores.by(rules(new Looks.UntilPrecise(10, 0.1), List.of()))
                        .pair(MEAN)
                        .adjustedP())
                .isCloseTo(only.p() * 0.05 / AlphaSpending.PRECISE, within(1e-12));
        PairwiseComparison second = scores.by(rules(new Looks.Unplanned(), List.of(Map.of("left", 2, "right", 2))))
                .pair(MEAN);
        assertThat(second.adjustedP()).isBetween(1.2 * only.p(), 2 * only.p());
        assertThat(second.caveats()).contains(Caveat.SEEDS_ADDED);
    }

    private static double[][] seeds(long seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] seeds = new double[3][];
        Arrays.setAll(seeds, index -> random.doubles(40).map(one -> one + shift).toArray());
        return seeds;
    }

    private static ComparisonInput.Rules rules(Looks.Plan plan, List<Map<String, Integer>> earlier) {
        return new ComparisonInput.Rules(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                new Looks(earlier, plan),
                Optional.empty());
    }
}
