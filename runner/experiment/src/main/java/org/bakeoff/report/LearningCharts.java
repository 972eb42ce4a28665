package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bakeoff.report.run.EpochMetrics;
import org.bakeoff.statistics.ModelResult;
import org.jspecify.annotations.Nullable;

/** How training went: a chart a model, a line a seed, training dashed and validation solid. */
final class LearningCharts {

    private static final List<Chart.Key> KEYS =
            List.of(new Chart.Key("line v0", "validation"), new Chart.Key("line v1", "training"));

    private static final int NAMED = 10;

    private LearningCharts() {}

    /** The loss of every model that has a history. */
    static List<Chart> losses(List<ModelResult> models, Map<String, List<EpochMetrics>> histories, Palette palette) {
        return charts("loss", models, histories, palette, EpochMetrics::loss, EpochMetrics::validationLoss);
    }

    /** The accuracy of every model that has a history. */
    static List<Chart> accuracies(
            List<ModelResult> models, Map<String, List<EpochMetrics>> histories, Palette palette) {
        return charts("accuracy", models, histories, palette, EpochMetrics::accuracy, EpochMetrics::validationAccuracy);
    }

    private static List<Chart> charts(
            String measure,
            List<ModelResult> models,
            Map<String, List<EpochMetrics>> histories,
            Palette palette,
            Function<EpochMetrics, @Nullable Double> training,
            Function<EpochMetrics, @Nullable Double> validation) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (List<EpochMetrics> history : histories.values()) {
            for (EpochMetrics epoch : history) {
                for (Double value : new Double[] {training.apply(epoch), validation.apply(epoch)}) {
                    if (value != null && Double.isFinite(value)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
            }
        }
        List<Chart> charts = new ArrayList<>();
        for (ModelResult model : models) {
            List<Map<String, Object>> data = new ArrayList<>();
            List<List<String>> rows = new ArrayList<>();
            for (ModelResult.Trial trial : model.trials()) {
                for (EpochMetrics epoch : histories.getOrDefault(model.name(trial), List.of())) {
                    point(data, model.name(), trial.seed(), epoch, "training", training.apply(epoch));
                    point(data, model.name(), trial.seed(), epoch, "validation", validation.apply(epoch));
                    rows.add(List.of(
                            Long.toString(trial.seed()),
                            Integer.toString(epoch.epoch()),
                            decimal(training.apply(epoch)),
                            decimal(validation.apply(epoch))));
                }
            }
            if (!data.isEmpty()) {
                charts.add(new Chart(
                        "chart-" + measure + "-" + charts.size(),
                        model.name() + ", " + measure,
                        "The " + measure + " of " + model.name()
                                + " by epoch and seed, in training and on the validation examples; the figures are in the"
                                + " table below",
                        "",
                        VegaLite.chart(
                                170, data, List.of(lines(measure, epochs(histories), List.of(low, high), palette))),
                        KEYS,
                        new Grid(
                                List.of(
                                        Grid.number("seed"),
                                        Grid.number("epoch"),
                                        Grid.number("training " + measure),
                                        Grid.number("validation " + measure)),
                                rows)));
            }
        }
        return charts;
    }

    private static void point(
            List<Map<String, Object>> data,
            String model,
            long seed,
            EpochMetrics epoch,
            String of,
            @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            data.add(VegaLite.object(
                    "model", model, "seed", seed, "epoch", epoch.epoch(), "of", of, "value", VegaLite.figure(value)));
        }
    }

    private static Map<String, Object> lines(
            String measure, List<Integer> epochs, List<Double> domain, Palette palette) {
        return VegaLite.object(
                "mark",
                VegaLite.object(
                        "type", "line", "strokeWidth", 1.5, "opacity", 0.85, "point", VegaLite.object("size", 16)),
                "encoding",
                VegaLite.object(
                        "x",
                        VegaLite.object(
                                "field",
                                "epoch",
                                "type",
                                "quantitative",
                                "axis",
                                VegaLite.object("values", epochs, "format", "d"),
                                "scale",
                                VegaLite.object("zero", false, "nice", false)),
                        "y",
                        VegaLite.object(
                                "field",
                                "value",
                                "type",
                                "quantitative",
                                "title",
                                measure,
                                "scale",
                                VegaLite.object("domain", domain, "zero", false)),
                        "color",
                        palette.encoding(),
                        "detail",
                        VegaLite.object("field", "seed", "type", "nominal"),
                        "strokeDash",
                        VegaLite.object(
                                "field",
                                "of",
                                "type",
                                "nominal",
                                "scale",
                                VegaLite.object(
                                        "domain",
                                        List.of("validation", "training"),
                                        "range",
                                        List.of(List.of(1, 0), List.of(5, 3)))),
                        "tooltip",
                        List.of(Axes.to("seed"), Axes.to("epoch"), Axes.to("of"), Axes.to("value"))));
    }

    /** The epochs to name on an axis: all of them, or some ten. */
    private static List<Integer> epochs(Map<String, List<EpochMetrics>> histories) {
        int last = histories.values().stream().mapToInt(List::size).max().orElse(1);
        int step = 1 + (last - 1) / NAMED;
        return IntStream.iterate(1, epoch -> epoch <= last, epoch -> epoch + step)
                .boxed()
                .toList();
    }

    private static String decimal(@Nullable Double value) {
        return value == null ? "-" : Figures.decimal(value);
    }
}
