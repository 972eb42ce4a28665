package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.SlicesResult;

/** Differences between models with their intervals: a row each, and a rule where there is none. */
final class DifferenceCharts {

    /** Every two of ten models. */
    private static final int MOST_PAIRS = 45;

    private DifferenceCharts() {}

    /** Whether there are more pairs than anybody would look at one by one. Their figures stand in a table in any case. */
    static boolean tooMany(ComparisonResult result) {
        return result.comparisons().size() > MOST_PAIRS;
    }

    /** All pairs in the primary metric; none without pairs, or where there are too many. */
    static List<Chart> ofPairs(ComparisonResult result) {
        if (tooMany(result)) {
            return List.of();
        }
        Map<String, Estimate> rows = new LinkedHashMap<>();
        result.comparisons()
                .forEach(comparison ->
                        rows.put(Axes.pair(comparison.left(), comparison.right()), comparison.difference()));
        return result.primaryMetric()
                .filter(metric -> !rows.isEmpty())
                .map(metric -> List.of(ofPairs(metric, rows)))
                .orElse(List.of());
    }

    private static Chart ofPairs(MeasuredMetrics.Metric metric, Map<String, Estimate> rows) {
        String better = metric.higherIsBetter() ? "the first" : "the second";
        return forest(
                "chart-differences",
                "Every pair",
                "Right of the dashed line " + better
                        + " of the two is better. Where an interval crosses it, there is no significant difference.",
                metric.title(),
                rows);
    }

    /** A chart a pair of models, with a row a part of the test examples. */
    static List<Chart> ofSlices(SlicesResult slices, int number, String metric) {
        Map<String, Map<String, Estimate>> pairs = new LinkedHashMap<>();
        for (SlicesResult.Slice slice : slices.slices()) {
            for (SlicesResult.Difference difference : slice.differences()) {
                pairs.computeIfAbsent(Axes.pair(difference.left(), difference.right()), pair -> new LinkedHashMap<>())
                        .put(slice.name(), difference.difference());
            }
        }
        List<Chart> charts = new ArrayList<>();
        pairs.forEach((pair, rows) ->
                charts.add(forest("chart-slices-" + number + "-" + charts.size(), pair, "", metric, rows)));
        return charts;
    }

    private static Chart forest(String id, String title, String note, String metric, Map<String, Estimate> rows) {
        List<Map<String, Object>> data = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        List<String> said = new ArrayList<>();
        rows.forEach((row, estimate) -> {
            boolean apart = estimate.excludesZero();
            data.add(VegaLite.object(
                    "row",
                    row,
                    "value",
                    VegaLite.figure(estimate.value()),
                    "low",
                    VegaLite.figure(estimate.low()),
                    "high",
                    VegaLite.figure(estimate.high()),
                    "apart",
                    apart));
            String interval = Figures.interval(estimate.low(), estimate.high());
            table.add(List.of(row, Figures.signed(estimate.value()), interval));
            said.add(row + " " + Figures.signed(estimate.value()) + " (" + interval + ")");
        });
        Map<String, Object> strength =
                VegaLite.object("condition", VegaLite.object("test", "datum.apart", "value", 1), "value", 0.45);
        List<Map<String, Object>> layers = List.of(
                Axes.ZERO,
                VegaLite.object(
                        "transform",
                        List.of(VegaLite.object("filter", "isValid(datum.low)")),
                        "mark",
                        VegaLite.object("type", "rule", "strokeWidth", 2),
                        "encoding",
                        VegaLite.object(
                                "y",
                                Axes.rows(),
                                "x",
                                Axes.x("low", "difference in " + metric.toLowerCase(Locale.ROOT)),
                                "x2",
                                Axes.to("high"),
                                "opacity",
                                strength)),
                VegaLite.object(
                        "mark",
                        VegaLite.object("type", "point", "filled", true, "size", 80),
                        "encoding",
                        VegaLite.object(
                                "y",
                                Axes.rows(),
                                "x",
                                Axes.x("value", null),
                                "opacity",
                                strength,
                                "tooltip",
                                List.of(Axes.to("row"), Axes.to("value"), Axes.to("low"), Axes.to("high")))));
        return new Chart(
                id,
                title,
                "Difference in " + metric + " with 95% interval: " + String.join("; ", said),
                note,
                VegaLite.chart(Axes.ROW * rows.size(), data, layers),
                List.of(),
                new Grid(
                        List.of(Grid.text("difference of"), Grid.number("difference"), Grid.text("95% interval")),
                        table));
    }
}
