package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.MEAN;
import static org.bakeoff.statistics.Scores.RATE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;

/** The primary metric in parts of the test examples. */
class SliceComparisonsTest {

    private static final double[] SCORES = {0.1, 0.2, 0.6, 0, 0.1, -0.1, 0.2, 0.3};

    @Test
    void agreesWithFiguresByHand() {
        SlicesResult.Slice slice = slice(new Scores(Scores.groups(8, 1)), 0, 1, 2);
        assertThat(slice.examples()).isEqualTo(3);
        assertThat(slice.clusters()).isEqualTo(3);

        // In the part: mean 0.3, V = 3/2 * (0.04 + 0.01 + 0.09) / 3^2 = 0.02333, t(2) = 4.30265.
        Estimate inside = slice.differences().get(0).difference();
        assertThat(inside.value()).isCloseTo(0.3, within(1e-12));
        assertThat(inside.low()).isCloseTo(-0.3572410607728426, within(1e-9));
        assertThat(inside.high()).isCloseTo(0.9572410607728425, within(1e-9));
        // On the rest: mean 0.1, V = 5/4 * (0.01 + 0 + 0.04 + 0.01 + 0.04) / 5^2 = 0.005. No cluster is in both, so
        // that
        // the variances add up to 0.02833; the smaller part has 2 degrees of freedom.
        Estimate rest = slice.differences().get(0).versusRest();
        assertThat(rest.value()).isCloseTo(0.2, within(1e-12));
        assertThat(rest.low()).isCloseTo(-0.5242443748693628, within(1e-9));
        assertThat(rest.high()).isCloseTo(0.9242443748693627, within(1e-9));
    }

    /** As where an F1 lacks its class: models that give the same there say nothing of how they differ. */
    @Test
    void aPartThatShowsNoVarianceDiffersFromTheRestByNothingKnown() {
        Scores scores = new Scores(Scores.groups(12, 1))
                .model("a", new double[] {0.5, 0.5, 0.5, 0.5, 0.9, 0.8, 0.9, 0.7, 0.8, 0.9, 0.7, 0.8})
                .model("b", new double[] {0.5, 0.5, 0.5, 0.5, 0.1, 0.2, 0.1, 0.3, 0.1, 0.2, 0.2, 0.1});
        List<SlicesResult.Slice> parts = scores.compare(
                        MEAN,
                        slices(new int[] {0, 1, 2, 3}, IntStream.range(4, 12).toArray()))
                .evaluation()
                .slices()
                .get(0)
                .slices();

        assertThat(parts)
                .allSatisfy(part -> assertThat(
                                part.differences().get(0).versusRest().hasInterval())
                        .isFalse());
        assertThat(parts.get(1).differences().get(0).difference().low()).isGreaterThan(0.5);
    }

    @Test
    void clustersThatAreInThePartAndOutsideCountInBoth() {
        SlicesResult.Slice slice = slice(new Scores(0, 1, 2, 0, 1, 2, 3, 3), 0, 1, 2);
        assertThat(slice.clusters()).isEqualTo(3);

        // Cluster by cluster its sum of deviations over n sqrt(1 - its share), of the part (3 clusters, 3 examples)
        // less that
        // of the rest (4 clusters, 5 examples); the sum of squares is 0.0391363 (numpy), t(2) = 4.30265.
        Estimate rest = slice.differences().get(0).versusRest();
        assertThat(rest.value()).isCloseTo(0.2, within(1e-12));
        assertThat(rest.low()).isCloseTo(-0.6511893512200, within(1e-9));
        assertThat(rest.high()).isCloseTo(1.0511893512200, within(1e-9));
    }

    @Property(tries = 100)
    void swappingTheModelsSwapsTheSigns(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int seeds) {
        TwoModels both = TwoModels.of(seed, seeds);
        SlicesResult.Difference one = both.slice("a", "b").differences().get(0);
        SlicesResult.Difference other = both.slice("b", "a").differences().get(0);

        assertThat(List.of(one.left(), one.right())).containsExactly("a", "b");
        assertThat(List.of(other.left(), other.right())).containsExactly("b", "a");
        opposite(one.difference(), other.difference());
        opposite(one.versusRest(), other.versusRest());
    }

    /** A part is compared as if nothing but it had been tested. */
    @Property(tries = 60)
    void isTheComparisonOfItsExamplesAlone(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int seeds) {
        TwoModels both = TwoModels.of(seed, seeds);
        for (Metric metric : List.of(MEAN, RATE)) {
            SlicesResult.Slice slice = both.scores(all(both.groups.length), "a", "b")
                    .compare(metric, slices(both.part))
                    .evaluation()
                    .slices()
                    .get(0)
                    .slices()
                    .get(0);
            ComparisonResult alone = both.scores(both.part, "a", "b").compare(metric);

            assertThat(slice.clusters()).isEqualTo(alone.dataset().clusters());
            PairwiseComparison pair = alone.conclusion().comparisons().get(0);
            Estimate difference = slice.differences().get(0).difference();
            same(difference, pair.difference());
            for (ModelResult model : alone.models()) {
                ModelResult.Measured measured = model.metrics().get(metric.name());
                assertThat(slice.models().get(model.name()).missing()).isEqualTo(measured.missing());
                same(estimate(slice.models().get(model.name())), estimate(measured));
            }
        }
    }

    /** The rest less the part is the part less the rest, turned. */
    @Property(tries = 60)
    void thePartAgainstTheRestIsTheRestAgainstThePart(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int seeds) {
        TwoModels both = TwoModels.of(seed, seeds);
        int[] rest = all(both.groups.length);
        rest = Arrays.stream(rest)
                .filter(example -> Arrays.binarySearch(both.part, example) < 0)
                .toArray();
        List<SlicesResult.Slice> slices = both.scores(all(both.groups.length), "a", "b")
                .compare(MEAN, slices(both.part, rest))
                .evaluation()
                .slices()
                .get(0)
                .slices();
        opposite(
                slices.get(0).differences().get(0).versusRest(),
                slices.get(1).differences().get(0).versusRest());
    }

    @Test
    void oneExampleHasValuesAndNoIntervals() {
        for (Metric metric : List.of(MEAN, RATE)) {
            SlicesResult.Slice slice = new Scores(Scores.groups(8, 1))
                    .model("a", SCORES)
                    .model("b", new double[8])
                    .compare(metric, slices(new int[] {2}))
                    .evaluation()
                    .slices()
                    .get(0)
                    .slices()
                    .get(0);
            assertThat(slice.models().values()).allSatisfy(own -> {
                assertThat(own.value()).isFinite();
                assertThat(own.low()).isNaN();
            });
            assertThat(slice.differences().get(0).difference().low()).isNaN();
            assertThat(slice.differences().get(0).versusRest().high()).isNaN();
        }
    }

    @Test
    void allOfTheExamplesHaveNoRest() {
        SlicesResult.Slice slice = slice(new Scores(Scores.groups(8, 1)), all(8));
        assertThat(slice.differences().get(0).difference().high()).isFinite();
        assertThat(slice.differences().get(0).versusRest().value()).isNaN();
        assertThat(slice.differences().get(0).versusRest().low()).isNaN();
    }

    /** Such a metric may well fail on no examples, and what it rests on be no number. */
    @Test
    void aMetricThatIsNoMeanIsNotAskedForTheRestOfAllExamples() {
        Metric strict = Metric.of("strict", "Strict", true, (labels, predictions) -> weights -> {
                    assertThat(IntStream.of(weights).sum()).isPositive();
                    return Scores.DRAWN.function().of(labels, predictions).value(weights);
                })
                .restingOn((labels, predictions, weights) ->
                        IntStream.of(weights).sum() == 0 ? Double.NaN : weights.length);
        SlicesResult result = new Scores(Scores.groups(8, 1))
                .model("a", SCORES)
                .model("b", new double[8])
                .compare(strict, slices(all(8)))
                .evaluation()
                .slices()
                .get(0);
        SlicesResult.Difference difference =
                result.slices().get(0).differences().get(0);
        assertThat(difference.difference().high()).isFinite();
        assertThat(difference.versusRest().value()).isNaN();
    }

    @Test
    void everyPairIsComparedWhateverIsKnownOfTheOthers() {
        double[] failed = {};
        SlicesResult.Slice slice = new Scores(Scores.groups(8, 1))
                .model("a", SCORES)
                .model("b", failed)
                .model("c", new double[8])
                .model("d", SCORES)
                .compare(MEAN, slices(new int[] {1, 4, 5}))
                .evaluation()
                .slices()
                .get(0)
                .slices()
                .get(0);
        assertThat(slice.models()).containsOnlyKeys("a", "c", "d");
        assertThat(slice.differences())
                .extracting(difference -> difference.left() + difference.right())
                .containsExactly("ac", "ad", "cd");
    }

    /** All pairs of many models in many slices fill any memory and file. */
    @Test
    void ofManyModelsInManySlicesThoseWithTheBestAreCompared() {
        Scores scores = new Scores(Scores.groups(8, 1));
        IntStream.range(0, 20)
                .forEach(model -> scores.model(
                        "m" + model,
                        IntStream.range(0, 8)
                                .mapToDouble(
                                        example -> (model == 7 ? 2 : 0) + SCORES[(example + model) % 8] * (model + 1))
                                .toArray()));
        int[][] parts = IntStream.range(0, 1000)
                .mapToObj(part -> new int[] {part % 4, 4 + part % 3})
                .toArray(int[][]::new);
        SlicesResult some =
                scores.compare(MEAN, slices(parts)).evaluation().slices().get(0);

        assertThat(differences(some)).isEqualTo(70_000);
        assertThat(some.slices().get(999).differences().stream()
                        .filter(pair -> List.of(pair.left(), pair.right()).contains("m7")))
                .hasSize(19);
        assertThat(some.note())
                .endsWith("Of 190 pairs of models, the differences of 70 are here: those of the best model first.");
        SlicesResult all = scores.compare(MEAN, slices(Arrays.copyOf(parts, 300)))
                .evaluation()
                .slices()
                .get(0);
        assertThat(differences(all)).isEqualTo(300 * 190);
        assertThat(all.note()).doesNotContain("pairs of models");
    }

    private static int differences(SlicesResult slices) {
        return slices.slices().stream()
                .mapToInt(slice -> slice.differences().size())
                .sum();
    }

    /** Two models on examples in clusters, and a part of the examples with at least two clusters inside and outside. */
    @SuppressWarnings("ArrayRecordComponent")
    private record TwoModels(int[] groups, int[] part, Map<String, double[][]> models) {

        static TwoModels of(long seed, int seeds) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] groups = random.ints(40, 0, 8).toArray();
            IntStream.range(0, 4).forEach(index -> groups[index] = index % 2);
            int[] part = IntStream.range(0, 40)
                    .filter(index -> index < 2 || (index > 3 && random.nextInt(3) == 0))
                    .toArray();
            return new TwoModels(
                    groups, part, Map.of("a", scores(random, seeds, groups), "b", scores(random, seeds, groups)));
        }

        private static double[][] scores(SplittableRandom random, int seeds, int[] groups) {
            double[] ofGroup = random.doubles(8).toArray();
            double[][] scores = new double[seeds][groups.length];
            for (double[] one : scores) {
                double ofSeed = random.nextDouble(0.3);
                Arrays.setAll(one, index -> (ofSeed + ofGroup[groups[index]] + random.nextDouble()) / 2.3);
            }
            return scores;
        }

        Scores scores(int[] examples, String... names) {
            Scores scores = new Scores(
                    Arrays.stream(examples).map(index -> groups[index]).toArray());
            for (String name : names) {
                double[][] all = java.util.Objects.requireNonNull(models.get(name));
                scores.model(
                        name,
                        Arrays.stream(all)
                                .map(one -> Arrays.stream(examples)
                                        .mapToDouble(index -> one[index])
                                        .toArray())
                                .toArray(double[][]::new));
            }
            return scores;
        }

        SlicesResult.Slice slice(String... names) {
            return scores(all(groups.length), names)
                    .compare(MEAN, slices(part))
                    .evaluation()
                    .slices()
                    .get(0)
                    .slices()
                    .get(0);
        }
    }

    private static SlicesResult.Slice slice(Scores scores, int... examples) {
        return scores.model("a", SCORES)
                .model("b", new double[8])
                .compare(MEAN, slices(examples))
                .evaluation()
                .slices()
                .get(0)
                .slices()
                .get(0);
    }

    private static Slices slices(int[]... parts) {
        return new Slices(
                "parts",
                "Parts",
                "",
                Arrays.stream(parts).map(part -> new Slices.Slice("part", part)).toList());
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static void opposite(Estimate one, Estimate other) {
        same(one, new Estimate(-other.value(), -other.high(), -other.low()));
    }

    private static void same(@org.jspecify.annotations.Nullable Estimate one, Estimate other) {
        assertThat(one).isNotNull();
        assertThat(one.value()).isCloseTo(other.value(), within(1e-12));
        if (Double.isNaN(other.low())) {
            // A difference that shows no variance has no interval, here as there.
            assertThat(one.low()).isNaN();
            assertThat(one.high()).isNaN();
        } else {
            double tolerance = 1e-9 * Math.max(1, other.high() - other.low());
            assertThat(one.low()).isCloseTo(other.low(), within(tolerance));
            assertThat(one.high()).isCloseTo(other.high(), within(tolerance));
        }
    }

    private static Estimate estimate(ModelResult.Measured measured) {
        return new Estimate(measured.value(), measured.low(), measured.high());
    }
}
