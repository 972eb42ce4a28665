package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bakeoff.api.Finding.Curve;

/** Draws curves that evaluators found: lines with bands. */
final class CurveCharts {

    private static final int DRAWN = 200;
    private static final int LISTED = 15;
    private static final List<List<Integer>> DASHES =
            List.of(List.of(1, 0), List.of(6, 4), List.of(2, 3), List.of(9, 3, 2, 3));

    private CurveCharts() {}

    /** A point of the line of that number. */
    private record Row(String model, String variant, int line, double x, double y, double low, double high) {

        static Row of(Curve.Line line, int number, Curve.Point point) {
            return new Row(line.model(), line.variant(), number, point.x(), point.y(), point.low(), point.high());
        }
    }

    static Chart of(Curve curve, String id, Palette palette) {
        String xTitle = curve.x().title();
        String yTitle = curve.y().title();
        List<String> variants =
                curve.lines().stream().map(Curve.Line::variant).distinct().toList();
        List<Chart.Key> keys = new ArrayList<>();
        for (Curve.Line line : curve.lines()) {
            int dash = variants.indexOf(line.variant()) % DASHES.size();
            String label = line.variant().isEmpty() ? line.model() : line.model() + ", " + line.variant();
            keys.add(new Chart.Key("line " + palette.css(line.model()) + " v" + dash, label));
        }
        List<Row> rows = rows(curve, DRAWN);
        boolean few = curve.lines().stream().allMatch(line -> line.points().size() <= 2 * LISTED);
        return new Chart(
                id,
                curve.title(),
                curve.title() + ": " + yTitle + " against " + xTitle + " for "
                        + keys.stream().map(Chart.Key::label).collect(Collectors.joining("; ")),
                curve.note(),
                new ChartTemplate("curve", rows, palette)
                        .axis("x", xTitle, curve.x().logarithmic())
                        .axis("y", yTitle, curve.y().logarithmic())
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
                TextTable.of(
                        rows(curve, LISTED),
                        text("line", row -> keys.get(row.line()).label()),
                        number(xTitle, row -> Numbers.cell(row.x())),
                        number(yTitle, row -> Numbers.cell(row.y())),
                        text("band", row -> Numbers.interval(row.low(), row.high()))));
    }

    /** Returns at most so many points of each line, evenly spread, the first and the last among them. */
    private static List<Row> rows(Curve curve, int most) {
        List<Row> rows = new ArrayList<>();
        for (int number = 0; number < curve.lines().size(); number++) {
            Curve.Line line = curve.lines().get(number);
            int last = line.points().size() - 1;
            int kept = Math.min(last, most - 1);
            for (int index = 0; index <= kept; index++) {
                int place = kept == 0 ? 0 : (int) Math.round(index * (double) last / kept);
                rows.add(Row.of(line, number, line.points().get(place)));
            }
        }
        return rows;
    }
}
