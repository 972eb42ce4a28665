package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;

/** Draws the primary metric of every model: every seed, and where its uncertainty comes from. */
final class ModelCharts {

    private ModelCharts() {}

    static List<Chart> of(ComparisonResult result, Palette palette) {
        if (result.models().stream().allMatch(model -> model.metrics().isEmpty())) {
            return List.of();
        }
        return result.primaryMetric().stream()
                .flatMap(metric -> Stream.concat(
                        Stream.of(seeds(result, metric, palette)), uncertainty(result, metric, palette).stream()))
                .toList();
    }

    private static Chart seeds(ComparisonResult result, MeasuredMetrics.Metric metric, Palette palette) {
        record Row(String model, String of, double value, double low, double high, boolean mean) {}
        List<Row> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            String name = model.name();
            for (ModelResult.Trial trial : model.trials()) {
                Double value = trial.metrics().get(metric.name());
                if (value != null) {
                    rows.add(new Row(name, "seed " + trial.seed(), value, Double.NaN, Double.NaN, false));
                }
            }
            ModelResult.Measured mean = model.metrics().get(metric.name());
            if (mean != null) {
                boolean reliable = result.conclusion().unusualSeeds(name).isEmpty();
                rows.add(new Row(
                        name,
                        "mean",
                        mean.value(),
                        reliable ? mean.low() : Double.NaN,
                        reliable ? mean.high() : Double.NaN,
                        true));
            }
        }
        OptionalDouble majority = result.conclusion().majorityClassBaseline().metric(metric.name());
        return new Chart(
                "chart-seeds",
                metric.title() + " of every seed",
                metric.title() + " per model, mean over seeds with 95% interval: "
                        + result.models().stream()
                                .filter(model -> model.metrics().containsKey(metric.name()))
                                .map(model -> model.name() + " " + ResultTables.estimate(model, metric))
                                .collect(Collectors.joining("; ")),
                "Each dot is one seed, the bar their mean, the line its 95% interval, which is left out where it is unreliable."
                        + (majority.isEmpty() ? "" : " The dashed line is the majority-class baseline.")
                        + (metric.higherIsBetter() ? " Further right is better." : " Further left is better."),
                new ChartTemplate("seeds", rows, palette)
                        .put("height", ChartTemplate.ROW * result.models().size())
                        .put("metric", metric.title())
                        .put("majority", majority.isEmpty() ? null : majority.getAsDouble())
                        .json(),
                List.of(),
                TextTable.of(
                        rows,
                        text("model", Row::model),
                        text("of", Row::of),
                        number(ResultTables.lowerCase(metric), row -> Numbers.decimal(row.value())),
                        text(
                                "95% interval",
                                row -> row.mean()
                                        ? ResultSentences.interval(
                                                result.model(row.model()).measured(metric.name()))
                                        : "")));
    }

    /** Draws two sources of uncertainty; empty where one of them is unknown for all models, as with a single seed. */
    private static Optional<Chart> uncertainty(
            ComparisonResult result, MeasuredMetrics.Metric metric, Palette palette) {
        record Row(String model, double seeds, double sample) {}
        List<Row> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            ModelResult.Measured mean = model.metrics().get(metric.name());
            if (mean != null) {
                rows.add(new Row(model.name(), mean.standardDeviation(), mean.standardError()));
            }
        }
        if (rows.stream().noneMatch(row -> Double.isFinite(row.seeds()))
                || rows.stream().noneMatch(row -> Double.isFinite(row.sample()))) {
            return Optional.empty();
        }
        return Optional.of(new Chart(
                "chart-uncertainty",
                "Sources of uncertainty",
                "Standard deviation over seeds and standard error of the test sample, per model; the figures are in the"
                        + " table below",
                "Above, strong: the standard deviation over seeds. Below, pale: the standard error that comes from the"
                        + " choice of test examples.",
                new ChartTemplate("uncertainty", rows, palette)
                        .put("height", ChartTemplate.ROW * result.models().size())
                        .put("title", "error in " + ResultTables.lowerCase(metric))
                        .json(),
                List.of(),
                TextTable.of(
                        rows,
                        text("model", Row::model),
                        number("standard deviation over seeds", row -> Numbers.decimal(row.seeds())),
                        number("standard error (test sample)", row -> Numbers.decimal(row.sample())))));
    }
}
