package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bakeoff.report.SampleBenchmark;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much of a benchmark is printed by default. */
class BenchmarkTextTest {

    private static final String[] FOUR = {"lstm", "text-cnn", "bag-of-words", "simple-rnn"};

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void theAnswerFitsASmallTerminal(Verdict verdict) {
        for (int datasets : new int[] {1, 2, 4, 5}) {
            fits(printed(SampleBenchmark.results(SampleBenchmark.of(datasets, verdict, FOUR)), false));
            fits(printed(sizes(datasets, verdict, 100, 200, 400, 800), false));
        }
        fits(printed(SampleBenchmark.results(SampleBenchmark.of(30, verdict, FOUR)), false));
        fits(printed(sizes(30, verdict, 100, 800), false));
    }

    @Test
    void pairsAreShownWhereTheyHaveVerdicts() {
        assertThat(pairs(5, "a", "b", "c")).isEqualTo(3);
        assertThat(pairs(5, "a", "b", "c", "d", "e")).as("those of the best").isEqualTo(4);
        assertThat(pairs(4, "a", "b", "c")).isZero();
        assertThat(pairs(1, "a", "b", "c")).isEqualTo(3);
    }

    @Test
    void dataSetsThatDoNotFitAreCounted() {
        assertThat(String.join(
                        " ", printed(SampleBenchmark.results(SampleBenchmark.of(30, Verdict.EQUIVALENT, FOUR)), false)))
                .contains("; 22 more data sets are in the report.");
    }

    @Test
    void everySentenceOnTrainingSizesIsPrintedWhereAllIsAskedFor() {
        BenchmarkResults results = sizes(3, Verdict.LEFT_BETTER, 100, 200);

        assertThat(printed(results, false))
                .anyMatch(line -> line.startsWith("Sizes: no model is shown to overtake another one"))
                .anyMatch(line -> line.startsWith("- lstm needs "))
                .anyMatch(line -> line.endsWith(" more in the report"));
        assertThat(String.join(" ", printed(results, true)).replaceAll(" +", " "))
                .contains("- simple-rnn needs ", "aren't extrapolated on d0, d1 and d2", "Training sizes")
                .doesNotContain("more in the report");
    }

    private static BenchmarkResults sizes(int datasets, Verdict verdict, int... sizes) {
        return BenchmarkResults.of(
                "benchmark",
                IntStream.of(sizes)
                        .mapToObj(size -> new BenchmarkResults.OfTrainSize(
                                OptionalInt.of(size), SampleBenchmark.of(datasets, verdict, FOUR)))
                        .toList());
    }

    private static void fits(List<String> printed) {
        assertThat(printed).hasSizeLessThanOrEqualTo(ScreenText.LINES).allMatch(line -> line.length() <= 80);
        assertThat(printed).anyMatch(line -> line.startsWith("Next: "));
        assertThat(printed.get(printed.size() - 1)).startsWith("Report: ");
    }

    private static long pairs(int datasets, String... models) {
        return printed(SampleBenchmark.results(SampleBenchmark.of(datasets, Verdict.LEFT_BETTER, models)), false)
                .stream()
                .filter(line -> line.matches("[a-e] - [a-e] .*"))
                .count();
    }

    private static List<String> printed(BenchmarkResults results, boolean verbose) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new BenchmarkText(results, out).print("/home/someone/bakeoff/runs/sample", verbose);
        out.flush();
        return text.toString().lines().skip(1).toList();
    }
}
