package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Cases;
import org.bakeoff.api.Cells;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Table;
import org.bakeoff.report.Figures;
import org.bakeoff.report.Grids;

/** Prints what evaluators found, as far as a terminal can show it. */
final class FindingsText {

    private static final int EXCERPT = 240;
    private static final int SHOWN = 1;

    private final PrintWriter out;

    FindingsText(PrintWriter out) {
        this.out = out;
    }

    void print(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding instanceof Cells cells) {
                print(cells);
            } else if (finding instanceof Cases cases) {
                print(cases);
            } else if (finding instanceof Table table) {
                out.println();
                out.println(PlainText.of(table.title()));
                out.println(GridText.start(Grids.table(table)));
            }
        }
    }

    private void print(Cells cells) {
        out.println();
        out.println(PlainText.of(cells.title()));
        out.println("    both right " + Figures.count(cells.both().total()) + ", only "
                + cells.left() + " " + Figures.count(cells.onlyLeft().total()) + ", only " + cells.right() + " "
                + Figures.count(cells.onlyRight().total()) + ", neither "
                + Figures.count(cells.neither().total()));
        cells.onlyLeft().cases().stream().limit(SHOWN).forEach(this::print);
        cells.onlyRight().cases().stream().limit(SHOWN).forEach(this::print);
    }

    private void print(Cases cases) {
        if (!cases.cases().isEmpty()) {
            out.println();
            out.println(PlainText.of(cases.title()) + ": " + Figures.count(cases.total()) + " examples");
            cases.cases().forEach(this::print);
        }
    }

    private void print(Cases.Case one) {
        out.println(PlainText.of(one.id()) + ", " + PlainText.of(one.label()) + ": "
                + PlainText.excerpt(one.text(), EXCERPT));
        List<String> opinions = new ArrayList<>();
        for (Cases.Opinion opinion : one.opinions()) {
            opinions.add(opinion.model() + " right in " + opinion.timesRight() + " of " + opinion.seeds() + " (p "
                    + Figures.decimal(opinion.probability()) + ")");
        }
        out.println("    " + String.join(", ", opinions));
    }
}
