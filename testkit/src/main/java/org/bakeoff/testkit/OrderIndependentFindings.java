package org.bakeoff.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;

/**
 * Reduces findings to what must not depend on the order of the models: lines of text in alphabetical order. Of a table row that
 * names two models it keeps only the names, because the numbers may depend on which model comes first. Of examples in several
 * groups it keeps only the sizes of the groups.
 */
final class OrderIndependentFindings {

    private final List<String> models;
    private final Comparison comparison;
    private final List<String> lines = new ArrayList<>();

    private OrderIndependentFindings(Comparison comparison) {
        this.comparison = comparison;
        this.models = comparison.models().stream().map(ModelPredictions::model).toList();
    }

    static List<String> of(Comparison comparison, List<Finding> findings) {
        OrderIndependentFindings order = new OrderIndependentFindings(comparison);
        findings.forEach(order::add);
        return order.lines.stream().sorted().toList();
    }

    private void add(Finding finding) {
        if (finding instanceof Metric metric) {
            add(metric);
        } else if (finding instanceof Curve curve) {
            curve.lines().forEach(line -> say("line", line.model(), line.variant(), points(line)));
        } else if (finding instanceof Table table) {
            add(table);
        } else if (finding instanceof Slices slices) {
            slices.slices().forEach(slice -> say("slice", slices.name(), slice));
        } else if (finding instanceof Cases cases) {
            cases.groups().forEach(group -> say("group", group.title(), group.total()));
            if (cases.groups().size() == 1) {
                cases.groups()
                        .get(0)
                        .cases()
                        .forEach(one -> say("case", one.id(), one.label(), one.text(), predictions(one)));
            }
        }
    }

    private void add(Metric metric) {
        int[] once = new int[comparison.examples().size()];
        Arrays.fill(once, 1);
        for (ModelPredictions model : comparison.models()) {
            model.seeds()
                    .forEach(seed -> say(
                            "metric",
                            metric.name(),
                            metric.higherIsBetter(),
                            model.model(),
                            number(metric.function()
                                    .of(comparison.labels(), seed)
                                    .value(once))));
        }
    }

    private void add(Table table) {
        say("columns", table.columns());
        for (List<Object> row : table.rows()) {
            SortedSet<String> named = new TreeSet<>();
            row.stream().filter(models::contains).forEach(cell -> named.add((String) cell));
            say(
                    "row",
                    named.size() > 1
                            ? named
                            : row.stream().map(OrderIndependentFindings::cell).toList());
        }
    }

    private static List<String> points(Curve.Line line) {
        return line.points().stream()
                .flatMap(point -> Stream.of(point.x(), point.y(), point.low(), point.high()))
                .map(OrderIndependentFindings::number)
                .toList();
    }

    private static List<String> predictions(Cases.Case one) {
        return one.predictions().stream()
                .map(prediction -> String.join(
                        " ",
                        prediction.model(),
                        prediction.timesRight() + "/" + prediction.seeds(),
                        number(prediction.probability())))
                .sorted()
                .toList();
    }

    private static String cell(Object cell) {
        return cell instanceof Double number ? number(number) : Objects.toString(cell);
    }

    /** Keeps six digits, because another order of a sum changes the last ones. */
    private static String number(double value) {
        return Math.abs(value) < 1e-9 ? "0" : String.format(Locale.ROOT, "%.6g", value);
    }

    private void say(Object... words) {
        lines.add(Stream.of(words)
                .map(Objects::toString)
                .reduce((left, right) -> left + " " + right)
                .orElse(""));
    }
}
