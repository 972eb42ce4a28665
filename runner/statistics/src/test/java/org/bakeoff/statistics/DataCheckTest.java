package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.MEAN;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;

/** Models compared again without the test examples that a check counted. */
class DataCheckTest {

    private static final int SIZE = 14;

    @Property(tries = 60)
    void theVerdictWithoutIsThatOfTheOthersAlone(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 10) int counted,
            @ForAll @IntRange(min = 1, max = 3) int seeds) {
        List<Example> test = examples(SIZE);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] left = random(random, seeds);
        double[][] right = random(random, seeds);
        Set<Integer> out = new TreeSet<>();
        while (out.size() < counted) {
            out.add(random.nextInt(SIZE));
        }
        DataCheck.Without without = new Scores(test)
                .counted(DataCheck.Kind.REPEATED_TEXTS, out.toArray(new Integer[0]))
                .model("a", left)
                .model("b", right)
                .compare(MEAN)
                .dataset()
                .checks()
                .get(0)
                .without()
                .orElseThrow();

        int[] kept =
                IntStream.range(0, SIZE).filter(index -> !out.contains(index)).toArray();
        PairwiseComparison alone = new Scores(
                        IntStream.of(kept).mapToObj(test::get).toList())
                .model("a", kept(left, kept))
                .model("b", kept(right, kept))
                .compare(MEAN)
                .comparison("a", "b");
        assertThat(without.examples()).isEqualTo(kept.length);
        assertThat(without.comparisons()).singleElement().satisfies(comparison -> {
            assertThat(comparison.difference().value())
                    .isCloseTo(alone.difference().value(), within(1e-12));
            close(comparison.difference().low(), alone.difference().low());
            close(comparison.difference().high(), alone.difference().high());
            assertThat(comparison.p()).isCloseTo(alone.p(), within(1e-9));
            assertThat(comparison.verdict()).isEqualTo(alone.verdict());
        });
    }

    private static void close(double one, double other) {
        assertThat(one).isCloseTo(other, within(1e-9 * Math.max(1, Math.abs(other))));
    }

    @Test
    void whereNothingOrAllIsLeftOutThereIsNoOtherVerdict() {
        Scores scores = new Scores(examples(3))
                .counted(DataCheck.Kind.REPEATED_TEXTS)
                .counted(DataCheck.Kind.TEXTS_IN_TRAINING_SET, 0, 1, 2)
                .model("a", new double[3])
                .model("b", new double[3]);
        assertThat(scores.compare(MEAN).dataset().checks())
                .allSatisfy(check -> assertThat(check.without()).isEmpty());
    }

    @Test
    void ofManyClustersAFewThatAreLeftAreFew() {
        Set<Integer> alone = Set.of(0, 64, 65, 128, 129);
        double[] scores = new double[200];
        Arrays.setAll(scores, index -> 0.5 + index / 1000.0);
        DataCheck.Without without = new Scores(examples(200))
                .counted(
                        DataCheck.Kind.TEXTS_IN_TRAINING_SET,
                        IntStream.range(0, 200)
                                .filter(index -> !alone.contains(index))
                                .boxed()
                                .toArray(Integer[]::new))
                .model("a", scores)
                .model("b", new double[200])
                .compare(MEAN)
                .dataset()
                .checks()
                .get(0)
                .without()
                .orElseThrow();
        assertThat(without.examples()).isEqualTo(5);
        assertThat(without.clusters()).isEqualTo(5);
        assertThat(without.comparisons())
                .singleElement()
                .satisfies(comparison -> assertThat(comparison.caveats()).contains(Caveat.FEW_CLUSTERS));
    }

    private static List<Example> examples(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> Scores.example("e" + index, "g" + index, "text " + index))
                .toList();
    }

    private static double[][] random(SplittableRandom random, int seeds) {
        return IntStream.range(0, seeds)
                .mapToObj(seed -> random.doubles(SIZE).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] kept(double[][] seeds, int[] examples) {
        return Arrays.stream(seeds)
                .map(one ->
                        IntStream.of(examples).mapToDouble(index -> one[index]).toArray())
                .toArray(double[][]::new);
    }
}
