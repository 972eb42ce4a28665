package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bakeoff.statistics.SearchResult;

/**
 * What a search tried, a line for every configuration: through its value of each key, and its score.
 *
 * <p>Source: Inselberg, "The plane with parallel coordinates", The Visual Computer 1, 1985.
 */
final class ParallelCoordinates {

    private static final int HEIGHT = 260;

    /** Where a configuration is drawn that has no score. */
    private static final double NO_SCORE = -0.12;

    /** As many numbers of a key as can be told apart; of more, the ends are named. */
    private static final int MOST_LABELS = 6;

    private final SearchResult tuning;
    private final List<TuningColumn> columns;
    private final TuningColumn score;
    private final Palette palette;

    ParallelCoordinates(SearchResult tuning, List<TuningColumn> columns, TuningColumn score, Palette palette) {
        this.tuning = tuning;
        this.columns = columns;
        this.score = score;
        this.palette = palette;
    }

    Chart chart(String id) {
        String unscored = tuning.configurations().stream().allMatch(this::scored)
                ? ""
                : " Below the others are those that diverged or failed with a seed.";
        return new Chart(
                id,
                tuning.model() + ", all configurations",
                "A line for each of " + tuning.configurations().size() + " configurations of " + tuning.model()
                        + " through its values and its " + score.name() + "; the figures are in the table below",
                "Each line is one configuration; the strong one was selected. Further up is better on the right, where it is the"
                        + " mean over seeds; the best of many looks better than it is." + unscored,
                VegaLite.chart(
                        HEIGHT,
                        points(),
                        List.of(line("!datum.selected", 1, 0.35), line("datum.selected", 3, 1), labels())),
                List.of(),
                table());
    }

    private boolean scored(SearchResult.Configuration tried) {
        return Double.isFinite(tried.score(tuning.selectBy()));
    }

    private List<Map<String, Object>> points() {
        List<Map<String, Object>> points = new ArrayList<>();
        for (TuningColumn column : columns) {
            boolean all = !column.numeric() || distinct(column) <= MOST_LABELS;
            tuning.configurations()
                    .forEach(
                            tried -> points.add(point(tried, column, column.position(tried), column.text(tried), all)));
        }
        tuning.configurations()
                .forEach(tried -> points.add(
                        point(tried, score, height(tried), Figures.decimal(tried.score(tuning.selectBy())), false)));
        return points;
    }

    private long distinct(TuningColumn column) {
        return tuning.configurations().stream().map(column::text).distinct().count();
    }

    /** How far up a score is: the better the further. */
    private double height(SearchResult.Configuration tried) {
        if (!scored(tried)) {
            return NO_SCORE;
        }
        return tuning.selectBy() == SearchResult.Criterion.LOSS ? 1 - score.position(tried) : score.position(tried);
    }

    private Map<String, Object> point(
            SearchResult.Configuration tried, TuningColumn column, double position, String value, boolean labelled) {
        return VegaLite.object(
                "model",
                tuning.model(),
                "configuration",
                tried.number(),
                "column",
                column.name(),
                "position",
                VegaLite.figure(position),
                "value",
                value,
                "label",
                labelled || position == 0 || position == 1 ? value : "",
                "selected",
                tried.number() == tuning.selected());
    }

    /** The lines of some configurations. */
    private Map<String, Object> line(String which, int width, double opacity) {
        return VegaLite.object(
                "transform",
                List.of(VegaLite.object("filter", which)),
                "mark",
                VegaLite.object("type", "line", "strokeWidth", width, "opacity", opacity),
                "encoding",
                VegaLite.object(
                        "x",
                        x(),
                        "y",
                        y(),
                        "detail",
                        VegaLite.object("field", "configuration", "type", "nominal"),
                        "color",
                        palette.encoding(),
                        "tooltip",
                        List.of(Axes.to("configuration"), Axes.to("column"), Axes.to("value"))));
    }

    /** A label for all configurations that have the same value. */
    private Map<String, Object> labels() {
        return VegaLite.object(
                "transform",
                List.of(VegaLite.object(
                        "aggregate",
                        List.of(VegaLite.object("op", "max", "field", "configuration", "as", "any")),
                        "groupby",
                        List.of("column", "position", "value", "label"))),
                "mark",
                VegaLite.object("type", "text", "align", "left", "dx", 5, "fontSize", 11),
                "encoding",
                VegaLite.object("x", x(), "y", y(), "text", VegaLite.object("field", "label")));
    }

    private Map<String, Object> x() {
        return VegaLite.object(
                "field",
                "column",
                "type",
                "ordinal",
                "sort",
                Stream.concat(columns.stream(), Stream.of(score))
                        .map(TuningColumn::name)
                        .toList(),
                "title",
                VegaLite.NONE,
                "axis",
                VegaLite.object("labelAngle", 0, "domain", false, "ticks", false, "grid", true),
                "scale",
                VegaLite.object("type", "point", "padding", 0.3));
    }

    private static Map<String, Object> y() {
        return VegaLite.object(
                "field",
                "position",
                "type",
                "quantitative",
                "axis",
                VegaLite.NONE,
                "scale",
                VegaLite.object("domain", List.of(NO_SCORE - 0.05, 1.05)));
    }

    private Grid table() {
        List<Grid.Column> head = new ArrayList<>(List.of(Grid.number("configuration")));
        columns.forEach(column -> head.add(Grid.text(column.name())));
        head.addAll(List.of(Grid.number("validation loss"), Grid.number("validation accuracy"), Grid.text("selected")));
        List<List<String>> rows = new ArrayList<>();
        for (SearchResult.Configuration tried : tuning.configurations()) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(tried.number())));
            columns.forEach(column -> row.add(column.text(tried)));
            row.addAll(List.of(
                    Figures.decimal(tried.loss()),
                    Figures.decimal(tried.accuracy()),
                    tried.number() == tuning.selected() ? "yes" : ""));
            rows.add(row);
        }
        return new Grid(head, rows);
    }
}
