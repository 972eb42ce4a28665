package org.bakeoff.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.RankedModel;

/**
 * The ranking as the page draws it: a table whose rows have their intervals on one scale.
 *
 * @param table the texts, as the terminal shows them
 * @param low the left end of the scale
 * @param high the right end of the scale
 * @param bars a mark for each row
 */
public record RankingView(TextTable table, String low, String high, List<Bar> bars) {

    /** What is left free on each side of the scale, in percent of it. */
    private static final double FREE = 4;

    /** Copies the list. */
    public RankingView {
        bars = List.copyOf(bars);
    }

    /**
     * A value and its interval, as places on the scale, such as 12.5%.
     *
     * @param model the model's name
     * @param baseline whether it is a baseline
     * @param left where the interval starts; where the value is if there is no interval
     * @param middle where the value is
     * @param right where the interval ends
     */
    public record Bar(String model, boolean baseline, String left, String middle, String right) {}

    static RankingView of(ComparisonResult result) {
        List<RankedModel> models = result.rankedModels();
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        double low = ends(models).min().orElse(0);
        double high = ends(models).max().orElse(1);
        return new RankingView(
                ResultTables.ranking(result, ""),
                value(low, rate),
                value(high, rate),
                models.stream()
                        .map(model -> new Bar(
                                model.name(),
                                model.baseline(),
                                place(low(model.value()), low, high),
                                place(model.value().value(), low, high),
                                place(high(model.value()), low, high)))
                        .toList());
    }

    private static DoubleStream ends(List<RankedModel> models) {
        return models.stream()
                .map(RankedModel::value)
                .flatMapToDouble(value -> DoubleStream.of(low(value), high(value)));
    }

    private static double low(Estimate value) {
        return value.hasInterval() ? value.low() : value.value();
    }

    private static double high(Estimate value) {
        return value.hasInterval() ? value.high() : value.value();
    }

    private static String value(double value, boolean rate) {
        return rate ? Numbers.percent(value) : Numbers.decimal(value);
    }

    private static String place(double value, double low, double high) {
        double share = high > low ? (value - low) / (high - low) : 0.5;
        return String.format(Locale.ROOT, "%.1f%%", FREE + (100 - 2 * FREE) * share);
    }
}
