package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.report.run.RunFiles.EpochMetrics;
import org.bakeoff.statistics.ModelResult;
import org.jspecify.annotations.Nullable;

/** Draws how training went: a chart for each model, a line for each seed, training dashed and validation solid. */
final class LearningCharts {

    static final Measure LOSS = new Measure("loss", EpochMetrics::loss, EpochMetrics::validationLoss);
    static final Measure ACCURACY = new Measure("accuracy", EpochMetrics::accuracy, EpochMetrics::validationAccuracy);

    private static final List<Chart.Key> KEYS =
            List.of(new Chart.Key("line v0", "validation"), new Chart.Key("line v1", "training"));

    /** As many epochs as an axis names. */
    private static final int NAMED = 10;

    private static final String THINNED =
            "Long histories are drawn by evenly spaced epochs; history.jsonl of each trial has all.";

    private LearningCharts() {}

    /** A quantity of every epoch. */
    record Measure(
            String name,
            Function<EpochMetrics, @Nullable Double> training,
            Function<EpochMetrics, @Nullable Double> validation) {}

    private record Row(
            String model,
            // As text: JavaScript would take two large ones for one.
            String seed,
            int epoch,
            @Nullable Double training,
            @Nullable Double validation) {

        Stream<Double> values() {
            return Stream.of(training, validation).filter(Objects::nonNull).filter(Double::isFinite);
        }
    }

    /** Returns a chart of every model that has a history; all have the same scale. */
    static List<Chart> of(RunFiles files, Measure measure, Palette palette) {
        Map<String, List<Row>> byModel = new HashMap<>();
        boolean thinned = false;
        for (ModelResult model : files.result().models()) {
            List<Row> rows = byModel.computeIfAbsent(model.name(), name -> new ArrayList<>());
            for (ModelResult.Trial trial : model.trials()) {
                int last = 0;
                for (EpochMetrics epoch : files.histories().getOrDefault(model.name(trial), List.of())) {
                    thinned |= epoch.epoch() > last + 1;
                    last = epoch.epoch();
                    rows.add(new Row(
                            model.name(),
                            Long.toString(trial.seed()),
                            epoch.epoch(),
                            measure.training().apply(epoch),
                            measure.validation().apply(epoch)));
                }
            }
        }
        List<Row> all = byModel.values().stream().flatMap(List::stream).toList();
        DoubleSummaryStatistics range = all.stream()
                .flatMap(Row::values)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        List<Integer> epochs = epochs(all);
        List<Chart> charts = new ArrayList<>();
        for (String model : palette.models()) {
            List<Row> rows = byModel.getOrDefault(model, List.of());
            if (rows.stream().flatMap(Row::values).findAny().isPresent()) {
                ChartTemplate template = new ChartTemplate("learning", rows, palette)
                        .put("domain", List.of(range.getMin(), range.getMax()))
                        .put("measure", measure.name())
                        .put("epochs", epochs);
                charts.add(new Chart(
                        "chart-" + measure.name() + "-" + charts.size(),
                        model + ", " + measure.name(),
                        "The " + measure.name() + " of " + model
                                + " by epoch and seed, on the training and the validation examples; the figures are in the"
                                + " table below",
                        thinned ? THINNED : "",
                        template.json(),
                        KEYS,
                        TextTable.of(
                                rows,
                                number("seed", Row::seed),
                                number("epoch", row -> Integer.toString(row.epoch())),
                                number("training " + measure.name(), row -> decimal(row.training())),
                                number("validation " + measure.name(), row -> decimal(row.validation())))));
            }
        }
        return charts;
    }

    /** Returns the epochs to name on an axis: all of them, or up to ten round numbers. */
    private static List<Integer> epochs(List<Row> rows) {
        int last = rows.stream().mapToInt(Row::epoch).max().orElse(1);
        int step = 1;
        for (int tens = 1; last / step > NAMED && tens <= last; tens *= 10) {
            for (int round : new int[] {tens, 2 * tens, 5 * tens}) {
                step = last / step > NAMED ? round : step;
            }
        }
        int by = step;
        // The last one may be the largest number that there is, in a run from elsewhere.
        return IntStream.rangeClosed(1, last / by)
                .map(number -> number * by)
                .boxed()
                .toList();
    }

    private static String decimal(@Nullable Double value) {
        return value == null ? "-" : Numbers.decimal(value);
    }
}
