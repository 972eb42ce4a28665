package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.report.TextTable.Field;
import org.bakeoff.statistics.ExpectedValidationPerformance;
import org.bakeoff.statistics.SearchResult;

/**
 * Draws what a hyperparameter search tried: a line for every configuration through its value of each key and its score, and
 * the score against each key; and what to expect of a search by the number of configurations that it tries.
 *
 * <p>Sources: Inselberg, "The plane with parallel coordinates", The Visual Computer 1, 1985; {@link ExpectedValidationPerformance}.
 */
final class SearchCharts {

    /** Where a configuration without a score is drawn. */
    private static final double NO_SCORE = -0.12;

    /** As many numbers of a key as can be read; of more, the ends are named. */
    private static final int MOST_LABELS = 6;

    /** As many points as a line is drawn with. */
    private static final int MOST_POINTS = 200;

    private static final String EXPECTED =
            "The best validation score to expect of a search that draws so many configurations from those"
                    + " tried here, with replacement. A line that still improves at its end says that more configurations are likely to help; of"
                    + " lines that cross, which model is better depends on the budget. These are scores on the validation examples, by which the"
                    + " configurations were selected, and no test results.";

    private static final Field<SearchResult.Configuration> NUMBER =
            number("configuration", one -> Integer.toString(one.number()));

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

    /** Returns what to expect of a search by the number of configurations that it tries: a chart of each score. */
    static List<Chart> expected(List<SearchResult> searches, Palette palette) {
        List<Chart> charts = new ArrayList<>();
        for (SearchResult.Criterion criterion : SearchResult.Criterion.values()) {
            List<Curve.Line> lines = searches.stream()
                    .filter(search -> search.selectBy() == criterion && !search.halved())
                    .map(SearchCharts::expected)
                    .filter(line -> Double.isFinite(line.points().get(0).y()))
                    .toList();
            if (!lines.isEmpty()) {
                String score = SearchColumn.name(criterion);
                charts.add(CurveCharts.of(
                        new Curve(
                                "expected-" + score,
                                "Expected " + score + " by configurations tried",
                                EXPECTED,
                                new Curve.Axis("configurations tried", false),
                                new Curve.Axis("expected " + score, false),
                                false,
                                lines),
                        "chart-search-expected-" + charts.size(),
                        palette));
            }
        }
        return charts;
    }

    private static Curve.Line expected(SearchResult search) {
        ExpectedValidationPerformance expected = new ExpectedValidationPerformance(search);
        int tried = search.configurations().size();
        int step = 1 + (tried - 1) / MOST_POINTS;
        return new Curve.Line(
                search.model(),
                "",
                IntStream.concat(
                                IntStream.iterate(1, number -> number < tried, number -> number + step),
                                IntStream.of(tried))
                        .mapToObj(number -> new Curve.Point(number, expected.of(number)))
                        .toList());
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
        String stopped = search.halved()
                ? " Successive halving stopped some after fewer epochs than others: theirs is the score at that time."
                : "";
        return new Chart(
                id,
                search.model() + ", all configurations",
                "A line for each of " + search.configurations().size() + " configurations of " + search.model()
                        + " through its values and its " + score.name() + "; the figures are in the table below",
                "Each line is one configuration; the strong one was selected. Further up is better on the right, where it"
                        + " is the mean over seeds; the best of many looks better than it is." + unscored + stopped,
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

    /** Says where the line of a configuration crosses a column. */
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
                        point(one, score.name(), height(one), Numbers.decimal(one.score(search.selectBy())), false)));
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

    private TextTable table() {
        List<Field<SearchResult.Configuration>> fields = new ArrayList<>(List.of(NUMBER));
        columns.forEach(column -> fields.add(text(column.name(), column::text)));
        if (search.halved()) {
            fields.add(number("epochs", one -> Numbers.count(one.epochs())));
        }
        fields.add(number("validation loss", one -> Numbers.decimal(one.loss())));
        fields.add(number("validation accuracy", one -> Numbers.decimal(one.accuracy())));
        fields.add(text("selected", one -> selected(one) ? "yes" : ""));
        return TextTable.of(search.configurations(), fields);
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
        ChartTemplate template =
                new ChartTemplate("search-key", rows, palette).axis("y", score.name(), score.logarithmic());
        if (column.numeric()) {
            template.axis("x", column.name(), column.logarithmic());
        } else {
            template.words("x", column.name(), column.texts());
        }
        return new Chart(
                id + "-" + number,
                search.model() + ", " + column.name(),
                "The " + score.name() + " of " + search.configurations().size() + " configurations of "
                        + search.model() + " against " + column.name()
                        + "; the figures are in the table of all configurations",
                "",
                template.json(),
                List.of(),
                TextTable.of(
                        search.configurations(),
                        NUMBER,
                        text(column.name(), column::text),
                        number(score.name(), one -> Numbers.decimal(one.score(search.selectBy())))));
    }
}
