package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bakeoff.statistics.SearchResult;
import org.jspecify.annotations.Nullable;

/**
 * Draws what a hyperparameter search tried: a line for every configuration through its value of each key and its score, and
 * the score against each key.
 *
 * <p>Source: Inselberg, "The plane with parallel coordinates", The Visual Computer 1, 1985.
 */
final class SearchCharts {

    /** Where a configuration without a score is drawn. */
    private static final double NO_SCORE = -0.12;

    /** As many numbers of a key as can be read; of more, the ends are named. */
    private static final int MOST_LABELS = 6;

    private static final int TICKS = 6;

    private final SearchResult search;
    private final String id;
    private final Palette palette;
    private final List<SearchColumn> columns;
    private final SearchColumn score;

    private SearchCharts(SearchResult search, String id, Palette palette) {
        this.search = search;
        this.id = id;
        this.palette = palette;
        this.columns = SearchColumn.keys(search);
        this.score = SearchColumn.score(search);
    }

    /** Returns the charts of one model: that of all configurations first, then one for each key. */
    static List<Chart> of(SearchResult search, int number, Palette palette) {
        SearchCharts charts = new SearchCharts(search, "chart-search-" + number, palette);
        List<Chart> all = new ArrayList<>();
        all.add(charts.all());
        charts.columns.forEach(column -> all.add(charts.against(column, all.size())));
        return all;
    }

    private Chart all() {
        String unscored = search.configurations().stream().allMatch(this::scored)
                ? ""
                : " Below the others are those that diverged or failed with a seed.";
        return new Chart(
                id,
                search.model() + ", all configurations",
                "A line for each of " + search.configurations().size() + " configurations of " + search.model()
                        + " through its values and its " + score.name() + "; the figures are in the table below",
                "Each line is one configuration; the strong one was selected. Further up is better on the right, where it"
                        + " is the mean over seeds; the best of many looks better than it is." + unscored,
                new ChartTemplate("search", points(), palette)
                        .put(
                                "columns",
                                Stream.concat(columns.stream(), Stream.of(score))
                                        .map(SearchColumn::name)
                                        .toList())
                        .json(),
                List.of(),
                table());
    }

    /** Where the line of a configuration crosses a column. */
    private record Point(
            String model,
            int configuration,
            String column,
            double position,
            String value,
            String label,
            boolean selected) {}

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (SearchColumn column : columns) {
            boolean labelled = !column.numeric()
                    || search.configurations().stream()
                                    .map(column::text)
                                    .distinct()
                                    .count()
                            <= MOST_LABELS;
            search.configurations()
                    .forEach(one ->
                            points.add(point(one, column.name(), column.position(one), column.text(one), labelled)));
        }
        search.configurations()
                .forEach(one -> points.add(
                        point(one, score.name(), height(one), Figures.decimal(one.score(search.selectBy())), false)));
        return points;
    }

    private Point point(
            SearchResult.Configuration one, String column, double position, String value, boolean labelled) {
        String label = labelled || position == 0 || position == 1 ? value : "";
        return new Point(search.model(), one.number(), column, position, value, label, selected(one));
    }

    private boolean scored(SearchResult.Configuration one) {
        return Double.isFinite(one.score(search.selectBy()));
    }

    private boolean selected(SearchResult.Configuration one) {
        return one.number() == search.selected();
    }

    /** Returns how far up a score is: the better the further. */
    private double height(SearchResult.Configuration one) {
        if (!scored(one)) {
            return NO_SCORE;
        }
        double position = score.position(one);
        return search.selectBy() == SearchResult.Criterion.LOSS ? 1 - position : position;
    }

    private Grid table() {
        List<Grid.Column> head = new ArrayList<>(List.of(Grid.number("configuration")));
        columns.forEach(column -> head.add(Grid.text(column.name())));
        head.addAll(List.of(Grid.number("validation loss"), Grid.number("validation accuracy"), Grid.text("selected")));
        List<List<String>> rows = new ArrayList<>();
        for (SearchResult.Configuration one : search.configurations()) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(one.number())));
            columns.forEach(column -> row.add(column.text(one)));
            row.addAll(
                    List.of(Figures.decimal(one.loss()), Figures.decimal(one.accuracy()), selected(one) ? "yes" : ""));
            rows.add(row);
        }
        return new Grid(head, rows);
    }

    /** Returns the score against one key. */
    private Chart against(SearchColumn column, int number) {
        record Row(String model, int configuration, Object x, double score, boolean selected) {}
        List<Row> rows = search.configurations().stream()
                .map(one -> new Row(
                        search.model(),
                        one.number(),
                        column.numeric() ? (Object) column.number(one) : column.text(one),
                        one.score(search.selectBy()),
                        selected(one)))
                .toList();
        return new Chart(
                id + "-" + number,
                search.model() + ", " + column.name(),
                "The " + score.name() + " of " + search.configurations().size() + " configurations of "
                        + search.model() + " against " + column.name()
                        + "; the figures are in the table of all configurations",
                "",
                new ChartTemplate("search-key", rows, palette)
                        .put("xType", column.numeric() ? "quantitative" : "ordinal")
                        .put("xSort", column.numeric() ? null : column.texts())
                        .put("xTitle", column.name())
                        .put("xScale", column.numeric() ? scale(column) : null)
                        .put("xAxis", column.numeric() ? axis(column) : Map.of("labelAngle", 0))
                        .put("yTitle", score.name())
                        .put("yScale", scale(score))
                        .put("yAxis", axis(score))
                        .json(),
                List.of(),
                new Grid(
                        List.of(Grid.number("configuration"), Grid.text(column.name()), Grid.number(score.name())),
                        search.configurations().stream()
                                .map(one -> List.of(
                                        Integer.toString(one.number()),
                                        column.text(one),
                                        Figures.decimal(one.score(search.selectBy()))))
                                .toList()));
    }

    /** Returns keys in a fixed order, so that a report can be rendered again to the byte. */
    private static Map<String, Object> scale(SearchColumn column) {
        return column.logarithmic() ? new TreeMap<>(Map.of("type", "log", "nice", false)) : Map.of("zero", false);
    }

    /** Limits the lines of a grid: one for every digit of every power would be a wall. */
    private static @Nullable Map<String, Object> axis(SearchColumn column) {
        return column.logarithmic() ? new TreeMap<>(Map.of("tickCount", TICKS, "grid", false)) : null;
    }
}
