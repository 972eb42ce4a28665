package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.report.TextTable.Field;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import org.bakeoff.statistics.PowerAnalysis;

/** What differences in the primary metric could be detected, and the seeds that others need: a row a pair. */
final class PowerTable {

    private PowerTable() {}

    static TextTable of(ComparisonResult result) {
        List<PowerAnalysis> pairs = result.conclusion().power();
        boolean rate = result.primaryMetric().filter(Metric::rate).isPresent();
        List<Field<PowerAnalysis>> fields = new ArrayList<>(List.of(
                text("models", pair -> ResultTables.pair(pair.left(), pair.right())),
                number("detectable", pair -> size(pair.detectable(), rate))));
        pairs.stream()
                .map(PowerAnalysis::wanted)
                .filter(some -> !some.isEmpty())
                .findFirst()
                .ifPresent(wanted -> {
                    for (int index = 0; index < wanted.size(); index++) {
                        int column = index;
                        fields.add(number(
                                (index == 0 ? "seeds for " : "for ")
                                        + points(wanted.get(index).difference()),
                                pair -> column < pair.wanted().size()
                                        ? seeds(pair.wanted().get(column))
                                        : "-"));
                    }
                    fields.add(text(
                            "by the test set alone",
                            pair -> pair.least().isPresent()
                                    ? size(pair.least().getAsDouble(), rate)
                                    : "can't be estimated"));
                });
        return TextTable.of(pairs, fields);
    }

    private static String seeds(PowerAnalysis.Wanted wanted) {
        if (!wanted.possible()) {
            return "none";
        }
        if (wanted.fewest().isEmpty()) {
            return "> " + Numbers.count(PowerAnalysis.MOST);
        }
        String fewest = Numbers.count(wanted.fewest().getAsInt());
        if (wanted.most().isEmpty()) {
            return fewest + " or more";
        }
        String most = Numbers.count(wanted.most().getAsInt());
        return fewest.equals(most) ? most : fewest + " to " + most;
    }

    private static String size(double difference, boolean rate) {
        return rate && Double.isFinite(difference)
                ? String.format(Locale.ROOT, "%.1f points", 100 * difference)
                : Numbers.decimal(difference);
    }

    private static String points(double difference) {
        double points = 100 * difference;
        return points == Math.rint(points)
                ? Math.round(points) + (points == 1 ? " point" : " points")
                : String.format(Locale.ROOT, "%.1f points", points);
    }
}
