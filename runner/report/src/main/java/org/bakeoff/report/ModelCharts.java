package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.jspecify.annotations.Nullable;

/** Draws the primary metric of every model: every seed, and where its uncertainty comes from. */
final class ModelCharts {

    private ModelCharts() {}

    static List<Chart> of(ComparisonResult result, Palette palette) {
        if (result.models().stream().allMatch(model -> model.metrics().isEmpty())) {
            return List.of();
        }
        return result.primaryMetric()
                .map(metric -> List.of(seeds(result, metric, palette), uncertainty(result, metric, palette)))
                .orElse(List.of());
    }

    private static Chart seeds(ComparisonResult result, MeasuredMetrics.Metric metric, Palette palette) {
        record Row(
                String model,
                @Nullable Long seed,
                @Nullable Double value,
                @Nullable Double mean,
                @Nullable Double low,
                @Nullable Double high) {}
        List<Row> rows = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        List<String> means = new ArrayList<>();
        for (ModelResult model : result.models()) {
            String name = model.name();
            for (ModelResult.Trial trial : model.trials()) {
                Double value = trial.metrics().get(metric.name());
                if (value != null) {
                    rows.add(new Row(name, trial.seed(), value, null, null, null));
                    table.add(List.of(name, "seed " + trial.seed(), Figures.decimal(value), ""));
                }
            }
            ModelResult.Measured mean = model.metrics().get(metric.name());
            if (mean != null) {
                rows.add(new Row(name, null, null, mean.value(), mean.low(), mean.high()));
                String interval = Figures.interval(mean.low(), mean.high());
                table.add(List.of(name, "mean", Figures.decimal(mean.value()), interval));
                means.add(name + " " + Figures.estimate(mean));
            }
        }
        OptionalDouble majority = result.conclusion().majorityClassBaseline().metric(metric.name());
        return new Chart(
                "chart-seeds",
                metric.title() + " of every seed",
                metric.title() + " per model, mean over seeds with 95% interval: " + String.join("; ", means),
                "Each dot is one seed, the bar their mean, the line its 95% interval."
                        + (majority.isEmpty() ? "" : " The dashed line is the majority-class baseline.")
                        + (metric.higherIsBetter() ? " Further right is better." : " Further left is better."),
                new ChartTemplate("seeds", rows, palette)
                        .put("height", ChartTemplate.ROW * result.models().size())
                        .put("metric", metric.title())
                        .put("majority", majority.isEmpty() ? null : majority.getAsDouble())
                        .json(),
                List.of(),
                new Grid(
                        List.of(
                                Grid.text("model"),
                                Grid.text("of"),
                                Grid.number(metric.title().toLowerCase(Locale.ROOT)),
                                Grid.text("95% interval")),
                        table));
    }

    private static Chart uncertainty(ComparisonResult result, MeasuredMetrics.Metric metric, Palette palette) {
        record Row(String model, double seeds, double sample) {}
        List<Row> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            ModelResult.Measured mean = model.metrics().get(metric.name());
            if (mean != null) {
                rows.add(new Row(model.name(), mean.standardDeviation(), mean.standardError()));
            }
        }
        return new Chart(
                "chart-uncertainty",
                "Sources of uncertainty",
                "Standard deviation over seeds and standard error of the test sample, per model; the figures are in the"
                        + " table below",
                "Above, strong: the standard deviation over seeds. Below, pale: the standard error that comes from the"
                        + " choice of test examples.",
                new ChartTemplate("uncertainty", rows, palette)
                        .put("height", ChartTemplate.ROW * result.models().size())
                        .put("title", "error in " + metric.title().toLowerCase(Locale.ROOT))
                        .json(),
                List.of(),
                new Grid(
                        List.of(
                                Grid.text("model"),
                                Grid.number("standard deviation over seeds"),
                                Grid.number("standard error (test sample)")),
                        rows.stream()
                                .map(row -> List.of(
                                        row.model(), Figures.decimal(row.seeds()), Figures.decimal(row.sample())))
                                .toList()));
    }
}
