package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bakeoff.statistics.SearchResult;
import org.jspecify.annotations.Nullable;

/** What a search tried: all configurations at once, and the score against each key. */
final class TuningCharts {

    private static final int HEIGHT = 170;
    private static final int TICKS = 6;

    private final SearchResult tuning;
    private final String id;
    private final Palette palette;
    private final TuningColumn score;

    private TuningCharts(SearchResult tuning, String id, Palette palette) {
        this.tuning = tuning;
        this.id = id;
        this.palette = palette;
        this.score = TuningColumn.score(tuning);
    }

    /** The charts of one model: that of all configurations first. */
    static List<Chart> of(SearchResult tuning, int number, Palette palette) {
        TuningCharts charts = new TuningCharts(tuning, "chart-tuning-" + number, palette);
        List<TuningColumn> columns = TuningColumn.keys(tuning);
        List<Chart> all = new ArrayList<>();
        all.add(new ParallelCoordinates(tuning, columns, charts.score, palette).chart(charts.id));
        columns.forEach(column -> all.add(charts.against(column, all.size())));
        return all;
    }

    /** The score against one key. */
    private Chart against(TuningColumn column, int number) {
        List<Map<String, Object>> data = new ArrayList<>();
        for (SearchResult.Configuration tried : tuning.configurations()) {
            data.add(VegaLite.object(
                    "model",
                    tuning.model(),
                    "configuration",
                    tried.number(),
                    "x",
                    column.numeric() ? VegaLite.figure(column.figure(tried)) : column.text(tried),
                    "score",
                    VegaLite.figure(tried.score(tuning.selectBy())),
                    "selected",
                    tried.number() == tuning.selected()));
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
                        List.of(Axes.to("configuration"), Axes.to("x"), Axes.to("score"))));
        return new Chart(
                id + "-" + number,
                tuning.model() + ", " + column.name(),
                "The " + score.name() + " of " + tuning.configurations().size() + " configurations of " + tuning.model()
                        + " against " + column.name() + "; the figures are in the table of all configurations",
                "",
                VegaLite.chart(HEIGHT, data, List.of(layer)),
                List.of(),
                new Grid(
                        List.of(Grid.number("configuration"), Grid.text(column.name()), Grid.number(score.name())),
                        tuning.configurations().stream()
                                .map(tried -> List.of(
                                        Integer.toString(tried.number()),
                                        column.text(tried),
                                        Figures.decimal(tried.score(tuning.selectBy()))))
                                .toList()));
    }

    /** A line for every digit of every power would be a wall. */
    private static @Nullable Map<String, Object> axis(TuningColumn column) {
        return column.logarithmic() ? VegaLite.object("tickCount", TICKS, "grid", false) : null;
    }
}
