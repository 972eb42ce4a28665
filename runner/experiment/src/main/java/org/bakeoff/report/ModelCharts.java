package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;

/** The primary metric of every model: every seed, and where its uncertainty comes from. */
final class ModelCharts {

    private ModelCharts() {}

    static List<Chart> of(ComparisonResult result, Palette palette) {
        if (result.models().stream().allMatch(model -> model.metrics().isEmpty())) {
            return List.of();
        }
        return result.primaryMetric()
                .map(metric -> List.of(seeds(result, metric, palette), spread(result, metric, palette)))
                .orElse(List.of());
    }

    private static Chart seeds(ComparisonResult result, MeasuredMetrics.Metric metric, Palette palette) {
        List<Map<String, Object>> data = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (ModelResult model : result.models()) {
            ModelResult.Measured mean = model.metrics().get(metric.name());
            for (ModelResult.Trial trial : model.trials()) {
                Double value = trial.metrics().get(metric.name());
                if (value != null) {
                    data.add(VegaLite.object(
                            "row",
                            model.name(),
                            "model",
                            model.name(),
                            "seed",
                            trial.seed(),
                            "value",
                            VegaLite.figure(value)));
                    rows.add(List.of(model.name(), "seed " + trial.seed(), Figures.decimal(value), ""));
                }
            }
            if (mean != null) {
                data.add(VegaLite.object(
                        "row",
                        model.name(),
                        "model",
                        model.name(),
                        "mean",
                        VegaLite.figure(mean.value()),
                        "low",
                        VegaLite.figure(mean.low()),
                        "high",
                        VegaLite.figure(mean.high())));
                rows.add(List.of(
                        model.name(),
                        "mean",
                        Figures.decimal(mean.value()),
                        Figures.interval(mean.low(), mean.high())));
                said.add(model.name() + " " + Figures.estimate(mean));
            }
        }
        List<Map<String, Object>> layers = new ArrayList<>();
        OptionalDouble majority = result.conclusion().majorityClassBaseline().metric(metric.name());
        if (majority.isPresent()) {
            layers.add(VegaLite.object(
                    "mark",
                    VegaLite.object("type", "rule", "strokeDash", List.of(4, 4), "opacity", 0.6),
                    "encoding",
                    VegaLite.object("x", VegaLite.object("datum", majority.getAsDouble(), "type", "quantitative"))));
        }
        layers.add(layer(
                "rule",
                VegaLite.object("strokeWidth", 2),
                "low",
                VegaLite.object("x2", Axes.to("high")),
                metric.title()));
        layers.add(layer(
                "point",
                VegaLite.object("filled", true, "size", 70, "opacity", 0.55),
                "value",
                VegaLite.object(
                        "tooltip",
                        List.of(VegaLite.object("field", "model"), VegaLite.object("field", "seed"), Axes.to("value"))),
                metric.title()));
        layers.add(
                layer("tick", VegaLite.object("thickness", 4, "size", 22), "mean", VegaLite.object(), metric.title()));
        layers.forEach(layer -> colour(layer, palette));
        String baseline = majority.isEmpty() ? "" : " The dashed line is the majority-class baseline.";
        return new Chart(
                "chart-seeds",
                metric.title() + " of every seed",
                metric.title() + " per model, mean over seeds with 95% interval: " + String.join("; ", said),
                "Each dot is one seed, the bar their mean, the line its 95% interval." + baseline
                        + (metric.higherIsBetter() ? " Further right is better." : " Further left is better."),
                VegaLite.chart(Axes.ROW * result.models().size(), data, layers),
                List.of(),
                new Grid(
                        List.of(
                                Grid.text("model"),
                                Grid.text("of"),
                                Grid.number(metric.title().toLowerCase(Locale.ROOT)),
                                Grid.text("95% interval")),
                        rows));
    }

    private static Chart spread(ComparisonResult result, MeasuredMetrics.Metric metric, Palette palette) {
        List<Map<String, Object>> data = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            ModelResult.Measured mean = model.metrics().get(metric.name());
            if (mean != null) {
                data.add(VegaLite.object(
                        "row",
                        model.name(),
                        "model",
                        model.name(),
                        "seeds",
                        VegaLite.figure(mean.standardDeviation()),
                        "sampling",
                        VegaLite.figure(mean.standardError())));
                rows.add(List.of(
                        model.name(),
                        Figures.decimal(mean.standardDeviation()),
                        Figures.decimal(mean.standardError())));
            }
        }
        String error = "error in " + metric.title().toLowerCase(Locale.ROOT);
        List<Map<String, Object>> layers = List.of(
                layer("bar", VegaLite.object("height", 8, "yOffset", -6), "seeds", VegaLite.object(), error),
                layer(
                        "bar",
                        VegaLite.object("height", 8, "yOffset", 6, "fillOpacity", 0.35),
                        "sampling",
                        VegaLite.object(),
                        error));
        layers.forEach(layer -> colour(layer, palette));
        return new Chart(
                "chart-spread",
                "Sources of uncertainty",
                "Standard deviation over seeds and standard error of the test sample, per model; the"
                        + " figures are in the table below",
                "Above, strong: the standard deviation over seeds. Below, pale: the standard error that comes from the"
                        + " choice of test examples.",
                VegaLite.chart(Axes.ROW * result.models().size(), data, layers),
                List.of(),
                new Grid(
                        List.of(
                                Grid.text("model"),
                                Grid.number("standard deviation over seeds"),
                                Grid.number("standard error (test sample)")),
                        rows));
    }

    private static Map<String, Object> layer(
            String mark, Map<String, Object> style, String x, Map<String, Object> more, String title) {
        Map<String, Object> encoding = VegaLite.object("y", Axes.rows(), "x", Axes.x(x, title));
        encoding.putAll(more);
        Map<String, Object> typed = VegaLite.object("type", mark);
        typed.putAll(style);
        return VegaLite.object(
                "transform",
                List.of(VegaLite.object("filter", "isValid(datum." + x + ")")),
                "mark",
                typed,
                "encoding",
                encoding);
    }

    @SuppressWarnings("unchecked")
    private static void colour(Map<String, Object> layer, Palette palette) {
        Map<String, Object> encoding = (Map<String, Object>) layer.get("encoding");
        if (encoding != null && encoding.containsKey("y")) {
            encoding.put("color", palette.encoding());
        }
    }
}
