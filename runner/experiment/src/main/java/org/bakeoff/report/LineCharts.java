package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bakeoff.api.Finding.Curve;

/** Lines with bands: curves that evaluators found. */
final class LineCharts {

    private static final int DRAWN = 200;
    private static final int LISTED = 15;
    private static final int DECADES = 6;
    private static final List<List<Integer>> DASHES =
            List.of(List.of(1, 0), List.of(6, 4), List.of(2, 3), List.of(9, 3, 2, 3));

    private LineCharts() {}

    static Chart of(Curve curve, String id, Palette palette) {
        List<String> variants = new ArrayList<>(distinct(curve));
        List<Map<String, Object>> data = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<Chart.Key> keys = new ArrayList<>();
        for (int line = 0; line < curve.lines().size(); line++) {
            Curve.Line one = curve.lines().get(line);
            int variant = variants.indexOf(one.variant());
            String label = one.variant().isEmpty() ? one.model() : one.model() + ", " + one.variant();
            keys.add(new Chart.Key("line " + palette.css(one.model()) + " v" + variant % DASHES.size(), label));
            for (Curve.Point point : thinned(one.points(), DRAWN)) {
                data.add(VegaLite.object(
                        "model",
                        one.model(),
                        "variant",
                        one.variant(),
                        "line",
                        line,
                        "x",
                        VegaLite.figure(point.x()),
                        "y",
                        VegaLite.figure(point.y()),
                        "low",
                        VegaLite.figure(point.low()),
                        "high",
                        VegaLite.figure(point.high())));
            }
            for (Curve.Point point : thinned(one.points(), LISTED)) {
                rows.add(List.of(
                        label,
                        Figures.cell(point.x()),
                        Figures.cell(point.y()),
                        Figures.interval(point.low(), point.high())));
            }
        }
        return new Chart(
                id,
                curve.title(),
                curve.title() + ": " + curve.y().title() + " against "
                        + curve.x().title() + " for "
                        + String.join("; ", keys.stream().map(Chart.Key::label).toList()),
                curve.note(),
                VegaLite.chart(280, data, layers(curve, variants, palette)),
                keys,
                new Grid(
                        List.of(
                                Grid.text("line"),
                                Grid.number(curve.x().title()),
                                Grid.number(curve.y().title()),
                                Grid.text("band")),
                        rows));
    }

    private static List<Map<String, Object>> layers(Curve curve, List<String> variants, Palette palette) {
        List<Map<String, Object>> layers = new ArrayList<>();
        if (curve.diagonal()) {
            layers.add(VegaLite.object(
                    "data",
                    VegaLite.object(
                            "values", List.of(VegaLite.object("x", 0, "y", 0), VegaLite.object("x", 1, "y", 1))),
                    "mark",
                    VegaLite.object("type", "line", "strokeDash", List.of(4, 4), "opacity", 0.5, "strokeWidth", 1),
                    "encoding",
                    VegaLite.object("x", axis("x", curve.x()), "y", axis("y", curve.y()))));
        }
        if (curve.lines().stream()
                .flatMap(line -> line.points().stream())
                .anyMatch(point -> Double.isFinite(point.low()))) {
            layers.add(VegaLite.object(
                    "transform",
                    List.of(VegaLite.object("filter", "isValid(datum.low) && isValid(datum.high)")),
                    "mark",
                    VegaLite.object("type", "area", "opacity", 0.16),
                    "encoding",
                    VegaLite.object(
                            "x",
                            axis("x", curve.x()),
                            "y",
                            axis("low", curve.y()),
                            "y2",
                            Axes.to("high"),
                            "color",
                            palette.encoding(),
                            "detail",
                            VegaLite.object("field", "line", "type", "nominal"))));
        }
        boolean few = curve.lines().stream().allMatch(line -> line.points().size() <= LISTED + LISTED);
        layers.add(VegaLite.object(
                "mark",
                VegaLite.object("type", "line", "strokeWidth", 2, "point", few ? VegaLite.object("size", 24) : null),
                "encoding",
                VegaLite.object(
                        "x",
                        axis("x", curve.x()),
                        "y",
                        axis("y", curve.y()),
                        "color",
                        palette.encoding(),
                        "detail",
                        VegaLite.object("field", "line", "type", "nominal"),
                        "strokeDash",
                        VegaLite.object(
                                "field",
                                "variant",
                                "type",
                                "nominal",
                                "scale",
                                VegaLite.object(
                                        "domain",
                                        variants,
                                        "range",
                                        variants.stream()
                                                .map(variant -> DASHES.get(variants.indexOf(variant) % DASHES.size()))
                                                .toList())))));
        return layers;
    }

    private static Map<String, Object> axis(String field, Curve.Axis axis) {
        return VegaLite.object(
                "field",
                field,
                "type",
                "quantitative",
                "title",
                axis.title(),
                "scale",
                axis.logarithmic() ? VegaLite.object("type", "log", "nice", false) : VegaLite.object("zero", false),
                "axis",
                // A line for every digit of every power would be a wall.
                axis.logarithmic() ? VegaLite.object("tickCount", DECADES) : null);
    }

    private static Set<String> distinct(Curve curve) {
        Set<String> variants = new LinkedHashSet<>();
        curve.lines().forEach(line -> variants.add(line.variant()));
        return variants;
    }

    /** At most so many of the points, evenly spread, the first and the last among them. */
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
