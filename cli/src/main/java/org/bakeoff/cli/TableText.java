package org.bakeoff.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.TextTable;

/** Formats tables as text. */
final class TableText {

    private static final int WIDEST = 1000;

    /** The most rows to print; enough for all pairs of ten models. */
    static final int MOST_ROWS = 100;

    private TableText() {}

    /** Formats a table, without the end of a very long one, such as that of all pairs of many models. */
    static String start(TextTable table) {
        int more = table.rows().size() - MOST_ROWS;
        return more <= 0
                ? of(table)
                : of(new TextTable(table.columns(), table.rows().subList(0, MOST_ROWS))) + "\n" + more(more);
    }

    static String more(int lines) {
        return "... and " + Numbers.count(lines) + " more, which are in the report";
    }

    static String of(TextTable table) {
        Column[] columns = table.columns().stream()
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
                        table.rows().stream()
                                .map(row -> row.stream().map(TerminalText::of).toArray(String[]::new))
                                .toArray(String[][]::new))
                .asString();
    }
}
