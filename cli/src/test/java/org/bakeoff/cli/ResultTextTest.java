package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Finding;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.SlicesResult;
import org.bakeoff.statistics.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a result is printed by default. */
class ResultTextTest {

    /** The lines of a small terminal, without the one for the next command. */
    private static final int SCREEN = 23;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 40})
    void theAnswerOnFourModelsFitsASmallTerminal(int caveats) {
        ComparisonResult result = withFourModels(caveats);

        List<String> printed = printed(result, false);

        assertThat(printed).hasSizeLessThanOrEqualTo(SCREEN).allMatch(line -> line.length() <= 80);
        assertThat(printed).anyMatch(line -> line.startsWith("Why: "));
        assertThat(printed).anyMatch(line -> line.startsWith("Next: "));
        assertThat(printed.get(printed.size() - 1)).startsWith("Report: ");
        long shown = printed.stream().filter(line -> line.startsWith("- ")).count();
        assertThat(shown).isBetween(Math.min(1L, caveats), (long) Math.min(5, caveats));
        assertThat(printed.stream().anyMatch(line -> line.equals(TableText.more(caveats - (int) shown))))
                .isEqualTo(shown < caveats);
    }

    @Test
    void everyCaveatIsPrintedWhereAllIsAskedFor() {
        assertThat(printed(withFourModels(40), true))
                .filteredOn(line -> line.startsWith("- "))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    /** Returns a result with all that may be said of four models: why, where, differences below the best model, and caveats. */
    private static ComparisonResult withFourModels(int caveats) {
        ComparisonResult sample = SampleComparison.of(4, 1);
        // The first model has trials that diverged, which are caveats of their own.
        List<ModelResult> models = sample.models().subList(1, sample.models().size());
        List<String> names = models.stream().map(ModelResult::name).toList();
        List<PairwiseComparison> comparisons = sample.comparisons().stream()
                .filter(pair -> names.contains(pair.left()) && names.contains(pair.right()))
                .toList();
        Conclusion conclusion = sample.conclusion();
        String best = names.get(3);
        Finding curve = new Finding.Curve(
                "truncated",
                "Accuracy",
                "",
                new Finding.Curve.Axis("tokens", true, Optional.of("the last {} tokens")),
                new Finding.Curve.Axis("accuracy", false),
                false,
                names.stream().map(ResultTextTest::line).toList());
        Estimate lead = new Estimate(0.2, 0.1, 0.3);
        SlicesResult slices = new SlicesResult(
                "construction",
                "By construction",
                "",
                "accuracy",
                Stream.of("negation", "none")
                        .map(part -> new SlicesResult.Slice(
                                part,
                                1_000,
                                125,
                                Map.of(),
                                List.of(new SlicesResult.Difference(best, names.get(2), lead, lead))))
                        .toList());
        return new ComparisonResult(
                "sample",
                sample.dataset(),
                sample.metrics(),
                models,
                new Conclusion(
                        OptionalDouble.empty(),
                        comparisons,
                        conclusion.majorityClassBaseline(),
                        List.of(),
                        SeedRounds.NONE,
                        IntStream.range(0, caveats)
                                .mapToObj(index -> (Warning) new ModelWarning.OneClassPredicted(
                                        "lstm", "negative", List.of((long) index), 5))
                                .toList()),
                List.of(),
                new EvaluatorFindings(List.of(curve), List.of(slices), List.of()));
    }

    private static Finding.Curve.Line line(String model) {
        return new Finding.Curve.Line(
                model,
                "",
                List.of(new Finding.Curve.Point(10, 0.5, 0.5, 0.5), new Finding.Curve.Point(20, 0.9, 0.9, 0.9)));
    }

    private static List<String> printed(ComparisonResult result, boolean verbose) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new ResultText(result, out).print(Optional.of("/home/someone/bakeoff/runs/sample"), verbose);
        out.flush();
        return text.toString().lines().skip(1).toList();
    }
}
