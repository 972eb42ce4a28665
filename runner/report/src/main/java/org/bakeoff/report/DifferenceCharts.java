package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.SlicesResult;

/** Draws differences between models with their intervals: one row each, and a rule at zero. */
final class DifferenceCharts {

    /** As many as ten models have. */
    private static final int MOST_PAIRS = 45;

    /** A difference and its interval, which excludes 0 where it is significant. */
    private record Row(String row, double value, double low, double high, boolean significant) {}

    private DifferenceCharts() {}

    /** Returns whether there are more pairs than anybody would look at one by one. The table has them in any case. */
    static boolean tooMany(ComparisonResult result) {
        return result.comparisons().size() > MOST_PAIRS;
    }

    /** Returns a chart of all pairs in the primary metric; none without pairs, or where there are too many. */
    static List<Chart> ofPairs(ComparisonResult result, Palette palette) {
        if (tooMany(result) || result.comparisons().isEmpty()) {
            return List.of();
        }
        List<Row> rows = result.comparisons().stream()
                .map(comparison -> new Row(
                        pair(comparison.left(), comparison.right()),
                        comparison.difference().value(),
                        comparison.simultaneous().low(),
                        comparison.simultaneous().high(),
                        comparison.significance().afterHolm()))
                .toList();
        String simultaneous = new VerdictSentences(result)
                .simultaneous()
                .map(sentence -> " " + sentence)
                .orElse("");
        return result.primaryMetric().stream()
                .map(metric -> forest(
                        "chart-differences",
                        "Every pair",
                        "Right of the dashed line " + (metric.higherIsBetter() ? "the first" : "the second")
                                + " of the two is better. Where an interval crosses it, there is no significant difference."
                                + simultaneous,
                        metric.title(),
                        rows,
                        palette))
                .toList();
    }

    /** Returns a chart for each pair of models, with a row for each look at the results; none for a single look. */
    static List<Chart> ofRounds(ComparisonResult result, Palette palette) {
        List<SeedRounds.Round> rounds = result.conclusion().rounds().rounds();
        if (rounds.size() < 2 || tooMany(result)) {
            return List.of();
        }
        Map<String, List<Row>> pairs = new LinkedHashMap<>();
        for (SeedRounds.Round round : rounds) {
            for (PairwiseComparison comparison : round.comparisons()) {
                Estimate interval = comparison.simultaneous();
                pairs.computeIfAbsent(pair(comparison.left(), comparison.right()), pair -> new ArrayList<>())
                        .add(new Row(
                                seeds(round, comparison),
                                interval.value(),
                                interval.low(),
                                interval.high(),
                                comparison.significance().afterHolm()));
            }
        }
        String metric =
                result.primaryMetric().map(MeasuredMetrics.Metric::title).orElse("");
        List<Chart> charts = new ArrayList<>();
        pairs.forEach(
                (pair, rows) -> charts.add(forest("chart-rounds-" + charts.size(), pair, "", metric, rows, palette)));
        return charts;
    }

    /** Returns the seeds of both models at a look, such as 3 and 4 seeds. */
    private static String seeds(SeedRounds.Round round, PairwiseComparison comparison) {
        int left = round.seeds().getOrDefault(comparison.left(), 0);
        int right = round.seeds().getOrDefault(comparison.right(), left);
        return left == right ? Numbers.seeds(left) : left + " and " + Numbers.seeds(right);
    }

    /** Returns a chart for each pair of models, with a row for each slice of the test examples. */
    static List<Chart> ofSlices(SlicesResult slices, int number, String metric, Palette palette) {
        Map<String, List<Row>> pairs = new LinkedHashMap<>();
        for (SlicesResult.Slice slice : slices.slices()) {
            for (SlicesResult.Difference difference : slice.differences()) {
                Estimate estimate = difference.difference();
                pairs.computeIfAbsent(pair(difference.left(), difference.right()), pair -> new ArrayList<>())
                        .add(new Row(
                                slice.name(),
                                estimate.value(),
                                estimate.low(),
                                estimate.high(),
                                estimate.excludesZero()));
            }
        }
        List<Chart> charts = new ArrayList<>();
        pairs.forEach((pair, rows) ->
                charts.add(forest("chart-slices-" + number + "-" + charts.size(), pair, "", metric, rows, palette)));
        return charts;
    }

    private static Chart forest(String id, String title, String note, String metric, List<Row> rows, Palette palette) {
        String difference = "difference in " + ResultTables.inSentence(metric);
        TextTable table = TextTable.of(
                rows,
                text("difference of", Row::row),
                number("difference", row -> Numbers.signed(row.value())),
                text("95% interval", DifferenceCharts::interval));
        return new Chart(
                id,
                title,
                title + ": " + difference + " with 95% interval: "
                        + table.rows().stream()
                                .map(row -> row.get(0) + " " + row.get(1) + " (" + row.get(2) + ")")
                                .collect(Collectors.joining("; ")),
                note,
                new ChartTemplate("differences", rows, palette)
                        .put("height", ChartTemplate.ROW * rows.size())
                        .put("title", difference)
                        .json(),
                List.of(),
                table);
    }

    private static String interval(Row row) {
        Estimate estimate = new Estimate(row.value(), row.low(), row.high());
        return estimate.hasInterval()
                ? Numbers.interval(estimate, row.significant(), Numbers::end)
                : Numbers.interval(estimate);
    }

    /** Returns the name of a row that compares two models; a chart breaks it before the second. */
    private static String pair(String left, String right) {
        return left + " \u2212 " + right;
    }
}
