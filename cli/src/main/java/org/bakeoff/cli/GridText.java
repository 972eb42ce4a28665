package org.bakeoff.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Figures;
import org.bakeoff.report.Grid;

/** A table in characters. */
final class GridText {

    private static final int WIDEST = 1000;

    /** Rows that a screen has room for, if one scrolls; every two of ten models and more. */
    static final int MOST_ROWS = 100;

    private GridText() {}

    /** A table whose end is left out where it is very long, as that of all pairs of many models is. */
    static String start(Grid grid) {
        int more = grid.rows().size() - MOST_ROWS;
        return more <= 0
                ? of(grid)
                : of(new Grid(grid.columns(), grid.rows().subList(0, MOST_ROWS))) + "\n" + more(more);
    }

    /** Says that so many lines are left out. */
    static String more(int lines) {
        return "... and " + Figures.count(lines) + " more, which are in the report";
    }

    static String of(Grid grid) {
        Column[] columns = grid.columns().stream()
                .map(column -> {
                    HorizontalAlign align = column.numeric() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
                    return new Column()
                            .header(TerminalText.of(column.title()))
                            .headerAlign(align)
                            .dataAlign(align)
                            .maxWidth(WIDEST);
                })
                .toArray(Column[]::new);
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .lineSeparator("\n")
                .data(
                        columns,
                        grid.rows().stream()
                                .map(row -> row.stream().map(TerminalText::of).toArray(String[]::new))
                                .toArray(String[][]::new))
                .asString();
    }
}
