package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Figures;
import org.bakeoff.report.Grids;

/** Prints the findings of evaluators that a terminal can show. */
final class FindingsText {

    private static final int EXCERPT = 240;
    private static final int GROUPS = 2;

    private final PrintWriter out;

    FindingsText(PrintWriter out) {
        this.out = out;
    }

    void print(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding instanceof Cases cases) {
                print(cases);
            } else if (finding instanceof Table table) {
                out.println();
                out.println(TerminalText.of(table.title()));
                out.println(GridText.start(Grids.table(table)));
            }
        }
    }

    /** Prints a single group in full; of several groups, prints the sizes and the first example of the first two. */
    private void print(Cases cases) {
        Cases.Group first = cases.groups().get(0);
        if (cases.groups().size() > 1) {
            out.println();
            out.println(TerminalText.of(cases.title()));
            out.println("    "
                    + cases.groups().stream()
                            .map(group -> TerminalText.of(group.title()) + " " + Figures.count(group.total()))
                            .collect(Collectors.joining(", ")));
            cases.groups().stream()
                    .limit(GROUPS)
                    .forEach(group -> group.cases().stream().limit(1).forEach(this::print));
        } else if (!first.cases().isEmpty()) {
            out.println();
            out.println(TerminalText.of(cases.title()) + ": " + Figures.count(first.total()) + " examples");
            first.cases().forEach(this::print);
        }
    }

    private void print(Cases.Case one) {
        out.println(TerminalText.of(one.id()) + ", " + TerminalText.of(one.label()) + ": "
                + TerminalText.excerpt(one.text(), EXCERPT));
        List<String> predictions = new ArrayList<>();
        for (Cases.Prediction prediction : one.predictions()) {
            predictions.add(prediction.model() + " right in " + prediction.timesRight() + " of " + prediction.seeds()
                    + " (p " + Figures.decimal(prediction.probability()) + ")");
        }
        out.println("    " + String.join(", ", predictions));
    }
}
