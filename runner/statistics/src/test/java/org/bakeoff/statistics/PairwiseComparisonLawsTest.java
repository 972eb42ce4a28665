package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.MEAN;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.TDistribution;

/** What holds for the comparison of any two models: the formulas written out, and their consequences. */
class PairwiseComparisonLawsTest {

    @Property(tries = 150)
    void isWhatTheFormulasSay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int seeds,
            @ForAll @IntRange(min = 2, max = 9) int of) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groups = random.ints(40, 0, of).toArray();
        groups[0] = 0;
        groups[1] = 1;
        double[][] left = scores(random, seeds, groups);
        double[][] right = scores(random, seeds, groups);
        PairwiseComparison pair =
                new Scores(groups).model("left", left).model("right", right).pair(MEAN);

        double[] difference = minus(mean(left), mean(right));
        double sampling = sampling(difference, groups);
        double ofLeft = ofSeeds(left, groups);
        double ofRight = ofSeeds(right, groups);
        double variance = sampling + ofLeft + ofRight;
        double freedom = freedom(groups);
        double quantile;
        if (seeds == 2) {
            quantile = (sampling * quantile(freedom) + (ofLeft + ofRight) * quantile(1)) / variance;
        } else {
            double denominator = sampling * sampling / freedom;
            if (seeds > 1) {
                denominator += (Math.pow(betweenSeeds(left), 2) + Math.pow(betweenSeeds(right), 2)) / (seeds - 1);
                freedom = Math.min(freedom, seeds - 1);
            }
            quantile = quantile(Math.max(freedom, variance * variance / denominator));
        }
        double estimate = average(difference);
        double half = quantile * Math.sqrt(variance);

        assertThat(pair.difference().value()).isCloseTo(estimate, within(1e-12));
        assertThat(pair.difference().low()).isCloseTo(estimate - half, within(1e-9 * Math.max(1, half)));
        assertThat(pair.difference().high()).isCloseTo(estimate + half, within(1e-9 * Math.max(1, half)));
        assertThat(pair.p() < 0.05).isEqualTo(Math.abs(estimate) > half);
    }

    @Property(tries = 100)
    void withOneSeedItIsStudentsTOfTheClusters(@ForAll long seed, @ForAll @IntRange(min = 100, max = 130) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groups = Scores.groups(count, 1);
        double[] left = scores(random, 1, groups)[0];
        double[] right = scores(random, 1, groups)[0];
        PairwiseComparison pair =
                new Scores(groups).model("left", left).model("right", right).pair(MEAN);

        // With one example a cluster: the paired t test.
        double[] difference = minus(left, right);
        double mean = average(difference);
        double squares =
                Arrays.stream(difference).map(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares / (count - 1) / count);
        assertThat(pair.p())
                .isCloseTo(2 * TDistribution.of(count - 1.0).survivalProbability(Math.abs(mean) / error), within(1e-9));
    }

    @Property(tries = 100)
    void changesItsSignAloneWhenTheSidesAreSwapped(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int seeds) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groups = Scores.groups(10, 3);
        double[][] left = scores(random, seeds, groups);
        double[][] right = scores(random, seeds, groups);
        PairwiseComparison one =
                new Scores(groups).model("a", left).model("b", right).pair(MEAN);
        PairwiseComparison other =
                new Scores(groups).model("b", right).model("a", left).pair(MEAN);

        assertThat(other.difference().value()).isEqualTo(-one.difference().value());
        assertThat(other.difference().low()).isCloseTo(-one.difference().high(), within(1e-12));
        assertThat(other.difference().high()).isCloseTo(-one.difference().low(), within(1e-12));
        assertThat(other.p()).isCloseTo(one.p(), within(1e-12));
    }

    @Property(tries = 200)
    void itsIntervalLeavesOutZeroIfAndOnlyIfPIsSmall(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int seeds, @ForAll @IntRange(max = 10) int gap) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groups = Scores.groups(8, 2);
        double[][] right = scores(random, seeds, groups);
        double[][] left = scores(random, seeds, groups);
        for (double[] one : left) {
            Arrays.setAll(one, index -> one[index] + gap / 5.0);
        }
        PairwiseComparison pair =
                new Scores(groups).model("left", left).model("right", right).pair(MEAN);

        assertThat(pair.difference().low() > 0 || pair.difference().high() < 0).isEqualTo(pair.p() < 0.05);
        assertThat(pair.p()).isBetween(0.0, 1.0);
        assertThat(pair.adjustedP()).isEqualTo(pair.p());
        assertThat(pair.verdict() == Verdict.LEFT_BETTER || pair.verdict() == Verdict.RIGHT_BETTER)
                .isEqualTo(pair.p() < 0.05);
    }

    @Property(tries = 50)
    void theOrderOfExamplesAndSeedsDoesntMatter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] groups = random.ints(30, 0, 7).toArray();
        double[][] left = scores(random, 3, groups);
        double[][] right = scores(random, 3, groups);
        PairwiseComparison one =
                new Scores(groups).model("a", left).model("b", right).pair(MEAN);
        PairwiseComparison other = new Scores(
                        IntStream.range(0, 30).map(i -> groups[29 - i]).toArray())
                .model("a", reversed(left[2]), reversed(left[0]), reversed(left[1]))
                .model("b", reversed(right[0]), reversed(right[2]), reversed(right[1]))
                .pair(MEAN);

        assertThat(other.p()).isCloseTo(one.p(), within(1e-9));
        assertThat(other.difference().low()).isCloseTo(one.difference().low(), within(1e-9));
    }

    /** Scores with effects of the seed, of the cluster, and of both together. */
    private static double[][] scores(SplittableRandom random, int seeds, int[] groups) {
        double[] ofGroup = random.doubles(200, -1, 1).toArray();
        double[][] scores = new double[seeds][groups.length];
        for (double[] one : scores) {
            double ofSeed = random.nextDouble(-0.3, 0.3);
            double[] both = random.doubles(200, -0.5, 0.5).toArray();
            Arrays.setAll(one, i -> ofSeed + ofGroup[groups[i]] + both[groups[i]] + random.nextDouble(-1, 1));
        }
        return scores;
    }

    /** Bell and McCaffrey's CR2 of a mean. */
    private static double sampling(double[] values, int[] groups) {
        double mean = average(values);
        double variance = 0;
        for (int group : IntStream.of(groups).distinct().toArray()) {
            double inside = 0;
            double size = 0;
            for (int index = 0; index < values.length; index++) {
                inside += groups[index] == group ? values[index] - mean : 0;
                size += groups[index] == group ? 1 : 0;
            }
            variance += inside * inside / (1 - size / values.length) / Math.pow(values.length, 2);
        }
        return variance;
    }

    /** Its degrees of freedom as the trace of a matrix squared over that of its square: CR2 is a quadratic form. */
    private static double freedom(int[] groups) {
        int[] clusters = IntStream.of(groups).distinct().toArray();
        int n = groups.length;
        double[][] vectors = new double[clusters.length][n];
        for (int row = 0; row < clusters.length; row++) {
            int cluster = clusters[row];
            double share =
                    IntStream.of(groups).filter(group -> group == cluster).count() / (double) n;
            Arrays.setAll(
                    vectors[row], index -> ((groups[index] == cluster ? 1 : 0) - share) / Math.sqrt(1 - share) / n);
        }
        double trace = 0;
        double squares = 0;
        for (double[] one : vectors) {
            trace += product(one, one);
            for (double[] other : vectors) {
                squares += Math.pow(product(one, other), 2);
            }
        }
        return trace * trace / squares;
    }

    private static double product(double[] left, double[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(index -> left[index] * right[index])
                .sum();
    }

    private static double quantile(double freedom) {
        return TDistribution.of(freedom).inverseSurvivalProbability(0.025);
    }

    private static double ofSeeds(double[][] seeds, int[] groups) {
        if (seeds.length == 1) {
            return 0;
        }
        double interaction = 0;
        for (double[] one : seeds) {
            interaction += sampling(minus(one, mean(seeds)), groups);
        }
        double least = seeds.length == 2 ? betweenSeeds(seeds) / 10 : 0;
        return Math.max(least, betweenSeeds(seeds) - interaction / (seeds.length * (seeds.length - 1.0)));
    }

    private static double betweenSeeds(double[][] seeds) {
        double mean = average(mean(seeds));
        return Arrays.stream(seeds)
                        .mapToDouble(one -> Math.pow(average(one) - mean, 2))
                        .sum()
                / (seeds.length - 1)
                / seeds.length;
    }

    private static double[] mean(double[][] seeds) {
        return IntStream.range(0, seeds[0].length)
                .mapToDouble(index -> Arrays.stream(seeds)
                        .mapToDouble(one -> one[index])
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static double[] minus(double[] left, double[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(i -> left[i] - right[i])
                .toArray();
    }

    private static double[] reversed(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[values.length - 1 - i])
                .toArray();
    }

    private static double average(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
