package org.bakeoff.report;

import static org.bakeoff.report.Grid.number;
import static org.bakeoff.report.Grid.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Contrast;
import org.bakeoff.statistics.Power;
import org.bakeoff.statistics.SlicesResult;

/** What a comparison says of pairs of models, as tables. */
public final class PairGrids {

    /** How {@link #power} is to be read. */
    public static final String POWER =
            "Detectable is the smallest true difference that this run would find with 80% power at p < 0.05 before Holm."
                    + " Then the seeds that each model would need to find another difference; \"none\" means that no number"
                    + " suffices, for the test examples alone hide what is smaller than the last column.";

    private PairGrids() {}

    /** Differences between models in one metric. */
    public static Grid contrasts(List<Contrast> contrasts) {
        return new Grid(
                List.of(
                        text("models"),
                        number("difference"),
                        text("95% interval"),
                        number("p"),
                        number("p after Holm")),
                contrasts.stream()
                        .map(contrast -> List.of(
                                pair(contrast.left(), contrast.right()),
                                Figures.signed(contrast.difference()),
                                Figures.interval(contrast.low(), contrast.high()),
                                Figures.p(contrast.p()),
                                Figures.p(contrast.adjustedP())))
                        .toList());
    }

    /** Differences between models in all metrics but the primary one, which no correction is made for. */
    public static Grid exploratory(ComparisonResult result) {
        Map<String, String> titles = result.metrics().stream()
                .skip(1)
                .collect(Collectors.toMap(
                        ComparisonResult.MeasuredMetric::name, ComparisonResult.MeasuredMetric::title));
        return new Grid(
                List.of(text("metric"), text("models"), number("difference"), text("95% interval"), number("p")),
                result.contrasts().stream()
                        .filter(contrast -> titles.containsKey(contrast.metric()))
                        .map(contrast -> List.of(
                                titles.get(contrast.metric()),
                                pair(contrast.left(), contrast.right()),
                                Figures.signed(contrast.difference()),
                                Figures.interval(contrast.low(), contrast.high()),
                                Figures.p(contrast.p())))
                        .toList());
    }

    /** What differences in the primary metric could be detected, and the seeds that others need: a row a pair. */
    public static Grid power(ComparisonResult result) {
        List<Power> pairs = result.conclusion().power();
        boolean rate = result.metrics().stream().limit(1).anyMatch(ComparisonResult.MeasuredMetric::rate);
        List<Power.Wanted> wanted = pairs.stream()
                .map(Power::wanted)
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        List<Grid.Column> columns = new ArrayList<>(List.of(text("models"), number("detectable")));
        for (int index = 0; index < wanted.size(); index++) {
            columns.add(number((index == 0 ? "seeds for " : "for ")
                    + points(wanted.get(index).difference())));
        }
        if (!wanted.isEmpty()) {
            columns.add(number("by the test set alone"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Power pair : pairs) {
            List<String> row = new ArrayList<>(List.of(pair(pair.left(), pair.right()), size(pair.detectable(), rate)));
            for (int index = 0; index < wanted.size(); index++) {
                row.add(
                        index < pair.wanted().size()
                                ? seeds(pair.wanted().get(index).seeds())
                                : "-");
            }
            if (!wanted.isEmpty()) {
                row.add(size(pair.least(), rate));
            }
            rows.add(row);
        }
        return new Grid(columns, rows);
    }

    private static String seeds(int seeds) {
        if (seeds == Power.NEVER) {
            return "none";
        }
        return seeds > Power.MOST ? "> " + Figures.count((long) Power.MOST) : Figures.count((long) seeds);
    }

    private static String size(double difference, boolean rate) {
        return rate && Double.isFinite(difference)
                ? String.format(Locale.ROOT, "%.1f points", 100 * difference)
                : Figures.decimal(difference);
    }

    private static String points(double difference) {
        double points = 100 * difference;
        return points == Math.rint(points)
                ? Math.round(points) + (points == 1 ? " point" : " points")
                : String.format(Locale.ROOT, "%.1f points", points);
    }

    /** Parts of the test examples: a row a part and pair of models. */
    public static Grid slices(SlicesResult slices) {
        List<List<String>> rows = new ArrayList<>();
        for (SlicesResult.Slice slice : slices.slices()) {
            for (SlicesResult.Difference pair : slice.differences()) {
                rows.add(List.of(
                        slice.name(),
                        Figures.count(slice.examples()),
                        pair(pair.left(), pair.right()),
                        Figures.signed(pair.difference().value()),
                        Figures.interval(
                                pair.difference().low(), pair.difference().high()),
                        Figures.signed(pair.versusRest().value()),
                        Figures.interval(
                                pair.versusRest().low(), pair.versusRest().high())));
            }
        }
        return new Grid(
                List.of(
                        text("part"),
                        number("examples"),
                        text("models"),
                        number("difference"),
                        text("95% interval"),
                        number("against the rest"),
                        text("95% interval")),
                rows);
    }

    private static String pair(String left, String right) {
        return left + " - " + right;
    }
}
