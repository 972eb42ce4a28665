package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bakeoff.api.Finding.Curve;
import org.jspecify.annotations.Nullable;

/** Draws curves that evaluators found: lines with bands. */
final class CurveCharts {

    private static final int DRAWN = 200;
    private static final int LISTED = 15;
    private static final int DECADES = 6;
    private static final List<List<Integer>> DASHES =
            List.of(List.of(1, 0), List.of(6, 4), List.of(2, 3), List.of(9, 3, 2, 3));

    private CurveCharts() {}

    static Chart of(Curve curve, String id, Palette palette) {
        record Row(String model, String variant, int line, double x, double y, double low, double high) {}
        List<String> variants =
                curve.lines().stream().map(Curve.Line::variant).distinct().toList();
        List<Row> rows = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        List<Chart.Key> keys = new ArrayList<>();
        for (Curve.Line line : curve.lines()) {
            String label = line.variant().isEmpty() ? line.model() : line.model() + ", " + line.variant();
            int dash = variants.indexOf(line.variant()) % DASHES.size();
            for (Curve.Point point : thinned(line.points(), DRAWN)) {
                rows.add(new Row(
                        line.model(), line.variant(), keys.size(), point.x(), point.y(), point.low(), point.high()));
            }
            for (Curve.Point point : thinned(line.points(), LISTED)) {
                table.add(List.of(
                        label,
                        Figures.cell(point.x()),
                        Figures.cell(point.y()),
                        Figures.interval(point.low(), point.high())));
            }
            keys.add(new Chart.Key("line " + palette.css(line.model()) + " v" + dash, label));
        }
        boolean few = curve.lines().stream().allMatch(line -> line.points().size() <= 2 * LISTED);
        return new Chart(
                id,
                curve.title(),
                curve.title() + ": " + curve.y().title() + " against "
                        + curve.x().title() + " for "
                        + String.join("; ", keys.stream().map(Chart.Key::label).toList()),
                curve.note(),
                new ChartTemplate("curve", rows, palette)
                        .put("xTitle", curve.x().title())
                        .put("xScale", scale(curve.x()))
                        .put("xAxis", axis(curve.x()))
                        .put("yTitle", curve.y().title())
                        .put("yScale", scale(curve.y()))
                        .put("yAxis", axis(curve.y()))
                        .put("diagonal", curve.diagonal() ? Boolean.TRUE : null)
                        .put("band", rows.stream().anyMatch(row -> Double.isFinite(row.low())) ? Boolean.TRUE : null)
                        .put("point", few ? Map.of("size", 24) : null)
                        .put("variants", variants)
                        .put(
                                "dashes",
                                variants.stream()
                                        .map(variant -> DASHES.get(variants.indexOf(variant) % DASHES.size()))
                                        .toList())
                        .json(),
                keys,
                new Grid(
                        List.of(
                                Grid.text("line"),
                                Grid.number(curve.x().title()),
                                Grid.number(curve.y().title()),
                                Grid.text("band")),
                        table));
    }

    /** Returns keys in a fixed order, so that a report can be rendered again to the byte. */
    private static Map<String, Object> scale(Curve.Axis axis) {
        return axis.logarithmic() ? new TreeMap<>(Map.of("type", "log", "nice", false)) : Map.of("zero", false);
    }

    /** Limits the lines of a grid: one for every digit of every power would be a wall. */
    private static @Nullable Map<String, Object> axis(Curve.Axis axis) {
        return axis.logarithmic() ? Map.of("tickCount", DECADES) : null;
    }

    /** Returns at most so many of the points, evenly spread, the first and the last among them. */
    private static List<Curve.Point> thinned(List<Curve.Point> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        List<Curve.Point> kept = new ArrayList<>();
        for (int index = 0; index < most; index++) {
            kept.add(points.get((int) Math.round(index * (points.size() - 1.0) / (most - 1))));
        }
        return kept;
    }
}
