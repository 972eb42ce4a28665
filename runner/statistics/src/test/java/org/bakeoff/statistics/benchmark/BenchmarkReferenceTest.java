package org.bakeoff.statistics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Figures by scipy, or by their definitions in numpy (see benchmark.py), and a published example. */
class BenchmarkReferenceTest {

    @ParameterizedTest
    @CsvFileSource(files = "src/test/resources/fixtures/benchmark.csv", numLinesToSkip = 1, maxCharsPerColumn = 10_000)
    void isTheirs(String kind, String given, String expected) {
        double[] numbers = numbers(given);
        double[] found = switch (kind) {
            case "wilcoxon" -> new double[] {overall(numbers).wilcoxonP()};
            case "ttest" -> {
                OverallComparison pair = overall(numbers);
                yield figures(pair.significance().p(), pair.difference());
            }
            case "folds" -> folds((int) numbers[0], (int) numbers[1], (int) numbers[2], numbers);
            default -> throw new IllegalArgumentException(kind);
        };
        assertThat(found).containsExactly(numbers(expected), within(1e-9));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] figures(double p, Estimate interval) {
        return new double[] {p, interval.low(), interval.high()};
    }

    private static BenchmarkResult compare(List<BenchmarkInput.Runs> datasets, String... models) {
        return BenchmarkComparison.compare(new BenchmarkInput(
                "benchmark",
                new MeasuredMetrics.Metric("score", "Score", true, false),
                Stream.of(models)
                        .map(name -> new BenchmarkInput.Model(name, false))
                        .toList(),
                datasets));
    }

    private static BenchmarkInput.Runs dataset(ComparisonResult... runs) {
        return new BenchmarkInput.Runs("data", List.of(runs), Optional.empty());
    }

    /** Data sets on which two models differ by given numbers. */
    private static OverallComparison overall(double... differences) {
        List<BenchmarkInput.Runs> datasets = Arrays.stream(differences)
                .mapToObj(difference -> dataset(new GivenRun(100, 16, GivenRun.SCORE)
                        .model("a", 0.5 + difference)
                        .model("b", 0.5)
                        .compare()))
                .toList();
        return compare(datasets, "a", "b").comparison("a", "b").orElseThrow();
    }

    /** The values are those of the first model by repeat, fold and seed, then those of the second. */
    private static double[] folds(int repeats, int folds, int seeds, double... numbers) {
        List<ComparisonResult> results = IntStream.range(0, repeats * folds)
                .mapToObj(run -> {
                    int first = 3 + run * seeds;
                    int second = first + repeats * folds * seeds;
                    return new GivenRun(360, 40, GivenRun.SCORE)
                            .model("a", Arrays.copyOfRange(numbers, first, first + seeds))
                            .model("b", Arrays.copyOfRange(numbers, second, second + seeds))
                            .compare();
                })
                .toList();
        List<Integer> ofRuns =
                IntStream.range(0, results.size()).mapToObj(run -> run / folds).toList();
        PairwiseComparison pair = compare(
                        List.of(new BenchmarkInput.Runs("data", results, ofRuns, Optional.empty())), "a", "b")
                .datasets()
                .get(0)
                .comparisons()
                .get(0);
        return figures(pair.p(), pair.difference());
    }

    /**
     * The areas under the curve of C4.5 and of three ways to tune it on 14 data sets: Demsar, "Statistical comparisons of
     * classifiers over multiple data sets", 2006, tables 2 and 6. The ranks of two zeros are dropped here and shared among both
     * signs there, so that the sums of ranks, 71.5 and 6.5, are 93 and 12 there. Of two models that have 0.975 on one data set by
     * the printed digits he ranks one before the other, so that the mean ranks of these are 2.893 and 1.964 there.
     */
    @Test
    void isThatOfAPublishedExample() {
        double[] plain = {0.763, 0.599, 0.954, 0.628, 0.882, 0.936, 0.661, 0.583, 0.775, 1, 0.940, 0.619, 0.972, 0.957};
        double[] leaves = {0.768, 0.591, 0.971, 0.661, 0.888, 0.931, 0.668, 0.583, 0.838, 1, 0.962, 0.666, 0.981, 0.978
        };
        double[] pruned = {0.771, 0.590, 0.968, 0.654, 0.886, 0.916, 0.609, 0.563, 0.866, 1, 0.965, 0.614, 0.975, 0.946
        };
        double[] both = {0.798, 0.569, 0.967, 0.657, 0.898, 0.931, 0.685, 0.625, 0.875, 1, 0.962, 0.669, 0.975, 0.970};
        List<BenchmarkInput.Runs> datasets = new ArrayList<>();
        for (int row = 0; row < plain.length; row++) {
            datasets.add(dataset(new GivenRun(100, 16, GivenRun.SCORE)
                    .model("C4.5", plain[row])
                    .model("C4.5+m", leaves[row])
                    .model("C4.5+cf", pruned[row])
                    .model("C4.5+m+cf", both[row])
                    .compare()));
        }
        BenchmarkResult result = compare(datasets, "C4.5", "C4.5+m", "C4.5+cf", "C4.5+m+cf");

        // 15 of the 4096 choices of signs have a sum of negative ranks of 6.5 or less: twice that is p.
        assertThat(result.comparison("C4.5+m", "C4.5").orElseThrow().wilcoxonP())
                .isEqualTo(0.00732421875);
        assertThat(result.ranks())
                .extracting(MeanRank::model)
                .containsExactly("C4.5+m+cf", "C4.5+m", "C4.5+cf", "C4.5");
        assertThat(result.ranks().stream().mapToDouble(MeanRank::rank).toArray())
                .containsExactly(new double[] {27 / 14.0, 28 / 14.0, 41 / 14.0, 44 / 14.0}, within(1e-12));
    }
}
