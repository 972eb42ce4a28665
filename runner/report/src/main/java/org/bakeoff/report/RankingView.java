package org.bakeoff.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * @param bars what the chart shows, for each row
 */
public record RankingView(TextTable table, String low, String high, List<Bar> bars) {

    /** What is left free on each side of the scale, in percent of it. */
    private static final double FREE = 4;

    /** Models beyond a gap that takes more than this share of the scale stand beyond its end. */
    private static final double WIDEST_GAP = 0.6;

    /** Copies the list. */
    public RankingView {
        bars = List.copyOf(bars);
    }

    /**
     * Holds what the chart shows of a row.
     *
     * @param model the model's name
     * @param baseline whether it is a baseline
     * @param side where its value lies
     * @param mark its value and interval; empty unless it lies on the scale
     */
    public record Bar(String model, boolean baseline, Side side, Optional<Mark> mark) {}

    /** Says where a value lies. */
    public enum Side {
        ON_SCALE,
        BELOW,
        ABOVE,
        /** The model isn't compared. */
        LEFT_OUT
    }

    /**
     * A value and its interval, as places on the scale, such as 12.5%.
     *
     * @param left where the interval starts; where the value is if there is no interval
     * @param middle where the value is
     * @param right where the interval ends
     */
    public record Mark(String left, String middle, String right) {}

    static RankingView of(ComparisonResult result) {
        return of(
                result.rankedModels(),
                ResultTables.ranking(result, ""),
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent());
    }

    /** Returns models as they are ranked, with a row of a table for each. */
    static RankingView of(List<RankedModel> models, TextTable table, boolean rate) {
        List<Estimate> values = models.stream()
                .filter(model -> !model.isLeftOut())
                .flatMap(model -> model.value().stream())
                .toList();
        List<Estimate> shown = values.subList(0, onScale(values));
        double low = ends(shown).min().orElse(0);
        double high = ends(shown).max().orElse(1);
        return new RankingView(
                table,
                Numbers.metric(low, rate),
                Numbers.metric(high, rate),
                models.stream().map(model -> bar(model, low, high)).toList());
    }

    /** Returns how many values, the best ones first, share the scale: all but those that would make the others look alike. */
    static int onScale(List<Estimate> values) {
        double span = ends(values).max().orElse(0) - ends(values).min().orElse(0);
        for (int end = 2; end < values.size(); end++) {
            if (Math.abs(values.get(end).value() - values.get(end - 1).value()) > WIDEST_GAP * span) {
                return end;
            }
        }
        return values.size();
    }

    private static Bar bar(RankedModel model, double low, double high) {
        Optional<Estimate> shown = model.value().filter(value -> !model.isLeftOut());
        Side side = shown.map(Estimate::value)
                .map(value -> value < low ? Side.BELOW : value > high ? Side.ABOVE : Side.ON_SCALE)
                .orElse(Side.LEFT_OUT);
        Optional<Mark> mark = shown.filter(value -> side == Side.ON_SCALE)
                .map(value -> new Mark(
                        place(low(value), low, high), place(value.value(), low, high), place(high(value), low, high)));
        return new Bar(model.name(), model.baseline(), side, mark);
    }

    private static DoubleStream ends(List<Estimate> values) {
        return values.stream().flatMapToDouble(value -> DoubleStream.of(low(value), high(value)));
    }

    private static double low(Estimate value) {
        return value.hasInterval() ? value.low() : value.value();
    }

    private static double high(Estimate value) {
        return value.hasInterval() ? value.high() : value.value();
    }

    private static String place(double value, double low, double high) {
        double share = high > low ? (value - low) / (high - low) : 0.5;
        return String.format(Locale.ROOT, "%.1f%%", FREE + (100 - 2 * FREE) * share);
    }
}
