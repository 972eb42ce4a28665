package org.bakeoff.report;

import static org.bakeoff.report.Grid.number;
import static org.bakeoff.report.Grid.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.SlicesResult;

/** The parts of a comparison that are tables. */
public final class Grids {

    private static final int HASH = 8;

    private Grids() {}

    /** Returns the models by the primary metric, and what they took. */
    public static Grid models(ComparisonResult result) {
        List<Grid.Column> columns = new ArrayList<>(List.of(text("model")));
        List<MeasuredMetrics.Metric> primary = result.primaryMetric().stream().toList();
        for (MeasuredMetrics.Metric metric : primary) {
            columns.add(text("test " + metric.title().toLowerCase(Locale.ROOT) + " (95%)"));
            columns.add(number("standard deviation over seeds"));
            columns.add(number("standard error (test sample)"));
        }
        columns.addAll(List.of(number("seeds"), number("parameters"), number("training"), number("examples/s")));
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            List<String> row = new ArrayList<>(List.of(model.name()));
            for (MeasuredMetrics.Metric metric : primary) {
                ModelResult.Measured measured = model.metrics().get(metric.name());
                row.add(Figures.estimate(measured));
                row.add(Figures.decimal(measured == null ? Double.NaN : measured.standardDeviation()));
                row.add(Figures.decimal(measured == null ? Double.NaN : measured.standardError()));
            }
            row.add(Figures.seeds(model));
            row.add(Figures.count(model.description().parameters()));
            row.add(Figures.seconds(model.trainSeconds()));
            row.add(Figures.count(model.examplesPerSecond()));
            rows.add(row);
        }
        return new Grid(columns, rows);
    }

    /** All metrics but the primary one: a row a metric, a column a model. */
    public static Grid metrics(ComparisonResult result) {
        List<Grid.Column> columns = new ArrayList<>(List.of(text("test metric (95%)")));
        result.models().forEach(model -> columns.add(text(model.name())));
        List<List<String>> rows = new ArrayList<>();
        result.metrics().exploratory().forEach(metric -> {
            List<String> row = new ArrayList<>(List.of(metric.title()));
            result.models()
                    .forEach(model -> row.add(Figures.estimate(model.metrics().get(metric.name()))));
            rows.add(row);
        });
        return new Grid(columns, rows);
    }

    /** Returns the metric of every model in parts of the test examples: a row a part. */
    public static Grid sliceModels(SlicesResult slices) {
        List<String> models = slices.slices().stream()
                .flatMap(slice -> slice.models().keySet().stream())
                .distinct()
                .toList();
        List<Grid.Column> columns = new ArrayList<>(List.of(text("part"), number("examples"), number("clusters")));
        models.forEach(model -> columns.add(text(model)));
        List<List<String>> rows = new ArrayList<>();
        for (SlicesResult.Slice slice : slices.slices()) {
            List<String> row = new ArrayList<>(
                    List.of(slice.name(), Figures.count(slice.examples()), Figures.count(slice.clusters())));
            for (String model : models) {
                Estimate estimate = slice.models().get(model);
                row.add(
                        estimate == null
                                ? "-"
                                : Figures.decimal(estimate.value()) + " ("
                                        + Figures.interval(estimate.low(), estimate.high()) + ")");
            }
            rows.add(row);
        }
        return new Grid(columns, rows);
    }

    /** Returns a finding. */
    public static Grid table(Table table) {
        List<Grid.Column> columns = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            int position = column;
            columns.add(new Grid.Column(
                    table.columns().get(column),
                    !table.rows().isEmpty()
                            && table.rows().stream().noneMatch(row -> row.get(position) instanceof String)));
        }
        return new Grid(
                columns,
                table.rows().stream()
                        .map(row -> row.stream().map(Figures::cell).toList())
                        .toList());
    }

    /** What every model was given. */
    public static Grid budgets(ComparisonResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            for (Budget budget : model.description().budget().stream().toList()) {
                rows.add(List.of(
                        model.name(),
                        Figures.count(budget.tried()),
                        Figures.cell(budget.epochs()),
                        Figures.count(budget.updates()),
                        Figures.count(budget.tokens()),
                        Figures.count(model.description().parameters()),
                        Figures.seconds(model.trainSeconds()),
                        nonDefaults(budget),
                        hash(budget.vocabularySha256()),
                        hash(budget.splitSha256())));
            }
        }
        return new Grid(
                List.of(
                        text("model"),
                        number("configurations tried"),
                        number("epochs"),
                        number("updates"),
                        number("tokens seen"),
                        number("parameters"),
                        number("training"),
                        text("other than the defaults"),
                        text("vocabulary"),
                        text("split")),
                rows);
    }

    /** Returns the configurations that were selected of those that were tried. */
    public static Grid tuning(ComparisonResult result) {
        return new Grid(
                List.of(
                        text("model"),
                        number("tried"),
                        number("configuration"),
                        text("values"),
                        number("validation loss"),
                        number("validation accuracy")),
                result.searches().stream()
                        .map(tuning -> List.of(
                                tuning.model(),
                                Figures.count(tuning.configurations().size()),
                                Integer.toString(tuning.selected()),
                                tuning.best().words(),
                                Figures.decimal(tuning.best().loss()),
                                Figures.decimal(tuning.best().accuracy())))
                        .toList());
    }

    /** What was counted in the data. */
    public static Grid checks(ComparisonResult result, List<DataCheck> checks) {
        return new Grid(
                List.of(text("counted"), number("found"), number("of"), number("share")),
                checks.stream()
                        .map(check -> List.of(
                                ResultSentences.title(
                                        check.what(),
                                        result.dataset().description().length()),
                                Figures.count(check.count()),
                                Figures.count(check.total()),
                                Figures.percent((double) check.count() / check.total())))
                        .toList());
    }

    /** Returns a model's layers and their sum. */
    public static Grid layers(ModelResult model) {
        List<List<String>> rows = new ArrayList<>();
        for (var layer : model.description().layers()) {
            rows.add(List.of(layer.name(), layer.output(), Figures.count(layer.parameters())));
        }
        rows.add(List.of("total", "", Figures.count(model.description().parameters())));
        return new Grid(List.of(text("layer"), text("output"), number("parameters")), rows);
    }

    private static String nonDefaults(Budget budget) {
        List<String> values = new ArrayList<>();
        budget.nonDefaults().forEach((key, value) -> values.add(key + " = " + value));
        return values.isEmpty() ? "-" : String.join(", ", values);
    }

    private static String hash(String sha256) {
        return sha256.length() > HASH ? sha256.substring(0, HASH) : sha256;
    }
}
