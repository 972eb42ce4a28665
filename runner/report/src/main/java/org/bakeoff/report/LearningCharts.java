package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.report.run.EpochMetrics;
import org.bakeoff.statistics.ModelResult;
import org.jspecify.annotations.Nullable;

/** Draws how training went: a chart for each model, a line for each seed, training dashed and validation solid. */
final class LearningCharts {

    private static final List<Chart.Key> KEYS =
            List.of(new Chart.Key("line v0", "validation"), new Chart.Key("line v1", "training"));

    /** As many epochs as an axis names. */
    private static final int NAMED = 10;

    private final List<ModelResult> models;
    private final Map<String, List<EpochMetrics>> histories;
    private final Palette palette;

    /** A quantity of every epoch. */
    private record Measure(
            String name,
            Function<EpochMetrics, @Nullable Double> training,
            Function<EpochMetrics, @Nullable Double> validation) {}

    /** A point of a chart. */
    private record Row(String model, long seed, int epoch, String of, double value) {}

    LearningCharts(List<ModelResult> models, Map<String, List<EpochMetrics>> histories, Palette palette) {
        this.models = models;
        this.histories = histories;
        this.palette = palette;
    }

    /** Returns the loss of every model that has a history. */
    List<Chart> losses() {
        return charts(new Measure("loss", EpochMetrics::loss, EpochMetrics::validationLoss));
    }

    /** Returns the accuracy of every model that has a history. */
    List<Chart> accuracies() {
        return charts(new Measure("accuracy", EpochMetrics::accuracy, EpochMetrics::validationAccuracy));
    }

    private List<Chart> charts(Measure measure) {
        double[] values = histories.values().stream()
                .flatMap(List::stream)
                .flatMap(epoch -> Stream.of(measure.training(), measure.validation())
                        .map(value -> value.apply(epoch))
                        .filter(Objects::nonNull))
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        List<Double> domain = values.length == 0 ? List.of() : List.of(values[0], values[values.length - 1]);
        List<Chart> charts = new ArrayList<>();
        for (ModelResult model : models) {
            List<Row> rows = new ArrayList<>();
            List<List<String>> table = new ArrayList<>();
            for (ModelResult.Trial trial : model.trials()) {
                for (EpochMetrics epoch : histories.getOrDefault(model.name(trial), List.of())) {
                    Double training = measure.training().apply(epoch);
                    Double validation = measure.validation().apply(epoch);
                    add(rows, model.name(), trial.seed(), epoch.epoch(), "training", training);
                    add(rows, model.name(), trial.seed(), epoch.epoch(), "validation", validation);
                    table.add(List.of(
                            Long.toString(trial.seed()),
                            Integer.toString(epoch.epoch()),
                            decimal(training),
                            decimal(validation)));
                }
            }
            if (!rows.isEmpty()) {
                charts.add(chart(
                        "chart-" + measure.name() + "-" + charts.size(),
                        model.name(),
                        measure.name(),
                        new ChartTemplate("learning", rows, palette).put("domain", domain),
                        table));
            }
        }
        return charts;
    }

    private Chart chart(String id, String model, String measure, ChartTemplate template, List<List<String>> table) {
        return new Chart(
                id,
                model + ", " + measure,
                "The " + measure + " of " + model
                        + " by epoch and seed, on the training and the validation examples; the"
                        + " figures are in the table below",
                "",
                template.put("measure", measure).put("epochs", epochs()).json(),
                KEYS,
                new Grid(
                        List.of(
                                Grid.number("seed"),
                                Grid.number("epoch"),
                                Grid.number("training " + measure),
                                Grid.number("validation " + measure)),
                        table));
    }

    private static void add(List<Row> rows, String model, long seed, int epoch, String of, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            rows.add(new Row(model, seed, epoch, of, value));
        }
    }

    /** Returns the epochs to name on an axis: all of them, or about ten. */
    private List<Integer> epochs() {
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
