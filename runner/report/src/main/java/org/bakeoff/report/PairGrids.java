package org.bakeoff.report;

import static org.bakeoff.report.Grid.number;
import static org.bakeoff.report.Grid.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PowerAnalysis;
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
    public static Grid comparisons(List<PairwiseComparison> comparisons) {
        return new Grid(
                List.of(
                        text("models"),
                        number("difference"),
                        text("95% interval"),
                        number("p"),
                        number("Holm-adjusted p")),
                comparisons.stream()
                        .map(comparison -> List.of(
                                pair(comparison.left(), comparison.right()),
                                Figures.signed(comparison.difference().value()),
                                Figures.interval(comparison.difference()),
                                Figures.p(comparison.p()),
                                Figures.p(comparison.adjustedP())))
                        .toList());
    }

    /** Differences between models in all metrics but the primary one, which no correction is made for. */
    public static Grid exploratory(ComparisonResult result) {
        Map<String, String> titles = result.metrics().exploratory().stream()
                .collect(Collectors.toMap(MeasuredMetrics.Metric::name, MeasuredMetrics.Metric::title));
        return new Grid(
                List.of(text("metric"), text("models"), number("difference"), text("95% interval"), number("p")),
                result.conclusion().comparisons().stream()
                        .filter(comparison -> titles.containsKey(comparison.metric()))
                        .map(comparison -> List.of(
                                titles.get(comparison.metric()),
                                pair(comparison.left(), comparison.right()),
                                Figures.signed(comparison.difference().value()),
                                Figures.interval(comparison.difference()),
                                Figures.p(comparison.p())))
                        .toList());
    }

    /** What differences in the primary metric could be detected, and the seeds that others need: a row a pair. */
    public static Grid power(ComparisonResult result) {
        List<PowerAnalysis> pairs = result.conclusion().power();
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        List<PowerAnalysis.Wanted> wanted = pairs.stream()
                .map(PowerAnalysis::wanted)
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
        for (PowerAnalysis pair : pairs) {
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
        if (seeds == PowerAnalysis.NEVER) {
            return "none";
        }
        return seeds > PowerAnalysis.MOST
                ? "> " + Figures.count((long) PowerAnalysis.MOST)
                : Figures.count((long) seeds);
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
                        Figures.interval(pair.difference()),
                        Figures.signed(pair.versusRest().value()),
                        Figures.interval(pair.versusRest())));
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
