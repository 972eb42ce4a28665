package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.RankedModel;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.OverallComparison;

/**
 * The models by data sets as a page draws them: intervals on one scale for each data set.
 *
 * @param columns the headings, but for that of the models
 * @param rows the models, the best one first
 */
public record MatrixView(List<Column> columns, List<Row> rows) {

    private static final String TO_BEST = "vs. the best";

    /** Copies the lists. */
    public MatrixView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A heading.
     *
     * @param title its text
     * @param address where the report of the data set's run is; empty if there is none, or several
     */
    public record Column(String title, String address) {}

    /**
     * A model.
     *
     * @param model its name
     * @param baseline whether it is a baseline
     * @param cells one for each column
     */
    public record Row(String model, boolean baseline, List<Cell> cells) {

        /** Copies the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A value.
     *
     * @param value the value
     * @param ends the ends of its interval; empty without one
     * @param best whether no other model is better on that data set
     * @param bar its place on the data set's scale; empty where it has none
     */
    public record Cell(String value, String ends, boolean best, Optional<RankingView.Bar> bar) {

        private static Cell of(String value) {
            return new Cell(value, "", false, Optional.empty());
        }
    }

    /**
     * Returns the models of a benchmark.
     *
     * @param address returns the address of the report of a data set's run; empty if there is none, or several
     */
    static MatrixView of(BenchmarkResult result, UnaryOperator<String> address) {
        List<BenchmarkInput.Model> models = BenchmarkTables.sorted(result);
        List<Column> columns = new ArrayList<>();
        List<List<Cell>> cells = new ArrayList<>();
        TextTable means = BenchmarkTables.means(result);
        for (int column = 0; column < means.columns().size(); column++) {
            int index = column;
            columns.add(new Column(means.columns().get(index).title(), ""));
            cells.add(means.rows().stream().map(row -> Cell.of(row.get(index))).toList());
        }
        int measured = result.measured().size();
        if (measured >= OverallComparison.LEAST_DATASETS) {
            columns.add(new Column(TO_BEST, ""));
            cells.add(toBest(result, models));
        }
        for (DatasetResult dataset : result.datasets()) {
            columns.add(new Column(dataset.name(), address.apply(dataset.name())));
            cells.add(cells(dataset, models, result.metric().rate()));
        }
        if (measured == 1 && models.size() > 1) {
            columns.add(new Column(TO_BEST, ""));
            cells.add(toBest(result, models));
        }
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < models.size(); row++) {
            int index = row;
            rows.add(new Row(
                    models.get(row).name(),
                    models.get(row).baseline(),
                    cells.stream().map(column -> column.get(index)).toList()));
        }
        return new MatrixView(columns, rows);
    }

    private static List<Cell> cells(DatasetResult dataset, List<BenchmarkInput.Model> models, boolean rate) {
        List<RankedModel> ranked = models.stream()
                .map(model -> new RankedModel(
                        model.name(),
                        dataset.value(model.name()).isPresent() ? RankedModel.Kind.RANKED : RankedModel.Kind.NO_VALUE,
                        model.baseline(),
                        dataset.value(model.name()),
                        "",
                        Optional.empty()))
                .toList();
        List<RankingView.Bar> bars = RankingView.of(ranked, new TextTable(List.of(), List.of()), rate)
                .bars();
        return bars.stream()
                .map(bar -> new Cell(
                        BenchmarkTables.cell(dataset, bar.model(), rate, false, ""),
                        dataset.value(bar.model())
                                .filter(Estimate::hasInterval)
                                .map(value -> Numbers.ends(value.low(), value.high(), rate))
                                .orElse(""),
                        dataset.best().contains(bar.model()),
                        Optional.of(bar)))
                .toList();
    }

    private static List<Cell> toBest(BenchmarkResult result, List<BenchmarkInput.Model> models) {
        return models.stream()
                .map(model -> toBest(result, model.name(), models.get(0).name()))
                .toList();
    }

    private static Cell toBest(BenchmarkResult result, String model, String best) {
        Optional<Significance> significance = result.measured().size() == 1
                ? ComparedPairs.of(result.measured().get(0).comparisons())
                        .find(model, best)
                        .map(pair -> pair.significance())
                : result.comparison(model, best).map(OverallComparison::significance);
        return significance
                .map(found -> new Cell(
                        BenchmarkTables.difference(found, result.metric().rate()),
                        BenchmarkTables.ends(found, result.metric().rate()),
                        false,
                        Optional.empty()))
                .orElse(Cell.of(""));
    }
}
