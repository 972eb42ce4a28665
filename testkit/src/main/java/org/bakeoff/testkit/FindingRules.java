package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;

/**
 * Checks that terminal, JSON and report can show findings.
 *
 * @param comparison the comparison that was evaluated
 */
record FindingRules(Comparison comparison) {

    void check(List<Finding> findings) {
        assertThat(findings).as("the findings").doesNotContainNull();
        assertThat(findings)
                .extracting(Finding::name)
                .as("the names of findings")
                .doesNotHaveDuplicates();
        findings.forEach(this::check);
    }

    private void check(Finding finding) {
        assertThat(finding.name()).as("the name of a finding").matches("[a-z][A-Za-z0-9]*");
        assertThat(finding.title())
                .as("the title of '%s'", finding.name())
                .isNotBlank()
                .doesNotContain("\n");
        if (finding instanceof Metric metric) {
            assertThat(metric.function())
                    .as("the function of '%s'", metric.name())
                    .isNotNull();
        } else if (finding instanceof Curve curve) {
            curve.lines().forEach(line -> check(curve, line));
        } else if (finding instanceof Table table) {
            check(table);
        } else if (finding instanceof Slices slices) {
            slices.slices().forEach(slice -> check(slices, slice));
        } else if (finding instanceof Cases cases) {
            check(cases);
        }
    }

    private void check(Curve curve, Curve.Line line) {
        model(line.model(), curve.name());
        assertThat(line.points())
                .extracting(Curve.Point::x)
                .as("the x of a line of '%s', from left to right", curve.name())
                .allMatch(Double::isFinite)
                .isSorted();
        if (curve.x().logarithmic()) {
            assertThat(line.points())
                    .as("the x of '%s' on a logarithmic axis", curve.name())
                    .allMatch(point -> point.x() > 0);
        }
        if (curve.y().logarithmic()) {
            assertThat(line.points())
                    .as("the y of '%s' on a logarithmic axis", curve.name())
                    .allMatch(point -> point.y() > 0);
        }
    }

    private static void check(Table table) {
        for (List<Object> row : table.rows()) {
            assertThat(row)
                    .as("a row of '%s': texts, Longs and Doubles", table.name())
                    .allMatch(cell -> cell instanceof String || cell instanceof Long || cell instanceof Double);
        }
    }

    private void check(Slices slices, Slices.Slice slice) {
        int[] examples = slice.examples();
        assertThat(examples)
                .as("the examples of '%s' in '%s', ascending", slice.name(), slices.name())
                .isSorted()
                .doesNotHaveDuplicates();
        for (int example : examples) {
            assertThat(example)
                    .as("an example of '%s' in '%s'", slice.name(), slices.name())
                    .isBetween(0, comparison.examples().size() - 1);
        }
    }

    private void check(Cases cases) {
        for (Cases.Group group : cases.groups()) {
            assertThat(group.title())
                    .as("the title of a group of '%s'", cases.name())
                    .isNotBlank();
            for (Cases.Case one : group.cases()) {
                assertThat(comparison.examples())
                        .as("the examples, of which '%s' shows '%s'", cases.name(), one.id())
                        .anyMatch(example -> example.id().equals(one.id()));
                one.predictions().forEach(prediction -> model(prediction.model(), cases.name()));
            }
        }
    }

    private void model(String name, String finding) {
        assertThat(comparison.models())
                .extracting(ModelPredictions::model)
                .as("the models, of which '%s' names one", finding)
                .contains(name);
    }
}
