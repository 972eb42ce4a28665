package org.bakeoff.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bakeoff.runner.spec.Search;
import org.bakeoff.runner.trial.Tuning;
import org.jspecify.annotations.Nullable;

/** What a sweep tried: a line for every setting through the values that it has, and the score against each key. */
final class TuningCharts {

    private static final int HEIGHT = 260;
    private static final int DECADES = 6;
    /** Where a setting is drawn that has no score. */
    private static final double NO_SCORE = -0.12;

    private final Tuning tuning;
    private final String id;
    private final Palette palette;
    private final List<TuningColumn> columns;
    private final TuningColumn score;

    private TuningCharts(Tuning tuning, String id, Palette palette) {
        this.tuning = tuning;
        this.id = id;
        this.palette = palette;
        this.columns = tuning.best().values().keySet().stream()
                .map(pointer -> TuningColumn.of(pointer, tuning))
                .toList();
        this.score = TuningColumn.score(tuning);
    }

    /** The charts of one model. */
    static List<Chart> of(Tuning tuning, int number, Palette palette) {
        TuningCharts charts = new TuningCharts(tuning, "chart-tuning-" + number, palette);
        List<Chart> all = new ArrayList<>(List.of(charts.parallel()));
        charts.columns.forEach(column -> all.add(charts.against(column, all.size())));
        return all;
    }

    /** Parallel coordinates: Inselberg, "The plane with parallel coordinates", 1985. */
    private Chart parallel() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Tuning.Tried tried : tuning.settings()) {
            columns.forEach(
                    column -> lines.add(point(tried, column.name(), column.position(tried), column.text(tried))));
            double figure = tried.score(tuning.by());
            double up = tuning.by() == Search.By.LOSS ? 1 - score.position(tried) : score.position(tried);
            lines.add(point(tried, score.name(), Double.isFinite(figure) ? up : NO_SCORE, Figures.decimal(figure)));
        }
        List<String> order =
                new ArrayList<>(columns.stream().map(TuningColumn::name).toList());
        order.add(score.name());
        Map<String, Object> x = VegaLite.object(
                "field",
                "column",
                "type",
                "ordinal",
                "sort",
                order,
                "title",
                VegaLite.NONE,
                "axis",
                VegaLite.object("labelAngle", 0, "domain", false, "ticks", false, "grid", true),
                "scale",
                VegaLite.object("type", "point", "padding", 0.3));
        Map<String, Object> y = VegaLite.object(
                "field",
                "position",
                "type",
                "quantitative",
                "axis",
                VegaLite.NONE,
                "scale",
                VegaLite.object("domain", List.of(NO_SCORE - 0.05, 1.05)));
        Map<String, Object> detail = VegaLite.object("field", "setting", "type", "nominal");
        List<Map<String, Object>> layers = List.of(
                line("!datum.selected", VegaLite.object("strokeWidth", 1, "opacity", 0.35), x, y, detail),
                line("datum.selected", VegaLite.object("strokeWidth", 3), x, y, detail),
                VegaLite.object(
                        "transform",
                        List.of(VegaLite.object(
                                "aggregate",
                                List.of(VegaLite.object("op", "max", "field", "setting", "as", "any")),
                                "groupby",
                                List.of("column", "position", "value", "label"))),
                        "mark",
                        VegaLite.object("type", "text", "align", "left", "dx", 5, "fontSize", 11),
                        "encoding",
                        VegaLite.object("x", x, "y", y, "text", VegaLite.object("field", "label"))));
        return new Chart(
                id,
                tuning.model() + ", all settings",
                "A line for each of " + tuning.settings().size() + " settings of " + tuning.model()
                        + " through its values and its " + score.name() + "; the figures are in the table below",
                "Each line is one setting; the strong one was selected. Further up is "
                        + "better on the right, where it is the mean over seeds; the best of many looks better than it is."
                        + (tuning.settings().stream().anyMatch(tried -> !Double.isFinite(tried.score(tuning.by())))
                                ? " Below the others are those that diverged or failed with a seed."
                                : ""),
                VegaLite.chart(HEIGHT, labelled(lines), layers),
                List.of(),
                table());
    }

    private Map<String, Object> line(
            String which,
            Map<String, Object> style,
            Map<String, Object> x,
            Map<String, Object> y,
            Map<String, Object> detail) {
        Map<String, Object> mark = VegaLite.object("type", "line");
        mark.putAll(style);
        return VegaLite.object(
                "transform",
                List.of(VegaLite.object("filter", which)),
                "mark",
                mark,
                "encoding",
                VegaLite.object(
                        "x",
                        x,
                        "y",
                        y,
                        "detail",
                        detail,
                        "color",
                        palette.encoding(),
                        "tooltip",
                        List.of(Axes.to("setting"), Axes.to("column"), Axes.to("value"))));
    }

    private Map<String, Object> point(Tuning.Tried tried, String column, double position, String value) {
        return VegaLite.object(
                "model",
                tuning.model(),
                "setting",
                tried.setting(),
                "column",
                column,
                "position",
                VegaLite.figure(position),
                "value",
                value,
                "selected",
                tried.setting() == tuning.selected());
    }

    /** Names the ends of every column, and where its values are words or few, all of them. */
    private List<Map<String, Object>> labelled(List<Map<String, Object>> points) {
        for (Map<String, Object> point : points) {
            Object position = point.get("position");
            boolean named = columns.stream()
                    .anyMatch(column -> column.name().equals(point.get("column"))
                            && (!column.numeric() || distinct(points, column.name()) <= 6));
            boolean end =
                    Double.valueOf(0).equals(position) || Double.valueOf(1).equals(position);
            point.put("label", named || end ? point.get("value") : "");
        }
        return points;
    }

    private static long distinct(List<Map<String, Object>> points, String column) {
        return points.stream()
                .filter(point -> column.equals(point.get("column")))
                .map(point -> point.get("value"))
                .distinct()
                .count();
    }

    /** The score against one key. */
    private Chart against(TuningColumn column, int number) {
        List<Map<String, Object>> data = new ArrayList<>();
        for (Tuning.Tried tried : tuning.settings()) {
            data.add(VegaLite.object(
                    "model",
                    tuning.model(),
                    "setting",
                    tried.setting(),
                    "x",
                    column.numeric() ? VegaLite.figure(column.figure(tried)) : column.text(tried),
                    "score",
                    VegaLite.figure(tried.score(tuning.by())),
                    "selected",
                    tried.setting() == tuning.selected()));
        }
        Map<String, Object> x = column.numeric()
                ? VegaLite.object(
                        "field",
                        "x",
                        "type",
                        "quantitative",
                        "title",
                        column.name(),
                        "scale",
                        column.spread(),
                        "axis",
                        axis(column))
                : VegaLite.object(
                        "field",
                        "x",
                        "type",
                        "ordinal",
                        "sort",
                        column.texts(),
                        "title",
                        column.name(),
                        "axis",
                        VegaLite.object("labelAngle", 0));
        Map<String, Object> strength =
                VegaLite.object("condition", VegaLite.object("test", "datum.selected", "value", 1), "value", 0.4);
        Map<String, Object> size =
                VegaLite.object("condition", VegaLite.object("test", "datum.selected", "value", 160), "value", 50);
        Map<String, Object> layer = VegaLite.object(
                "transform",
                List.of(VegaLite.object("filter", "isValid(datum.score)")),
                "mark",
                VegaLite.object("type", "point", "filled", true),
                "encoding",
                VegaLite.object(
                        "x",
                        x,
                        "y",
                        VegaLite.object(
                                "field",
                                "score",
                                "type",
                                "quantitative",
                                "title",
                                score.name(),
                                "scale",
                                score.spread(),
                                "axis",
                                axis(score)),
                        "color",
                        palette.encoding(),
                        "opacity",
                        strength,
                        "size",
                        size,
                        "tooltip",
                        List.of(Axes.to("setting"), Axes.to("x"), Axes.to("score"))));
        return new Chart(
                id + "-" + number,
                tuning.model() + ", " + column.name(),
                "The " + score.name() + " of " + tuning.settings().size() + " settings of " + tuning.model()
                        + " against " + column.name() + "; the figures are in the table of all settings",
                "",
                VegaLite.chart(170, data, List.of(layer)),
                List.of(),
                new Grid(
                        List.of(Grid.number("setting"), Grid.text(column.name()), Grid.number(score.name())),
                        tuning.settings().stream()
                                .map(tried -> List.of(
                                        Integer.toString(tried.setting()),
                                        column.text(tried),
                                        Figures.decimal(tried.score(tuning.by()))))
                                .toList()));
    }

    /** A line for every digit of every power would be a wall. */
    private static @Nullable Map<String, Object> axis(TuningColumn column) {
        return column.logarithmic() ? VegaLite.object("tickCount", DECADES, "grid", false) : null;
    }

    private Grid table() {
        List<Grid.Column> head = new ArrayList<>(List.of(Grid.number("setting")));
        columns.forEach(column -> head.add(Grid.text(column.name())));
        head.addAll(List.of(Grid.number("validation loss"), Grid.number("validation accuracy"), Grid.text("selected")));
        List<List<String>> rows = new ArrayList<>();
        for (Tuning.Tried tried : tuning.settings()) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(tried.setting())));
            columns.forEach(column -> row.add(column.text(tried)));
            row.addAll(List.of(
                    Figures.decimal(tried.loss()),
                    Figures.decimal(tried.accuracy()),
                    tried.setting() == tuning.selected() ? "yes" : ""));
            rows.add(row);
        }
        return new Grid(head, rows);
    }
}
