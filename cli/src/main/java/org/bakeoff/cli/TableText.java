package org.bakeoff.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.TextTable;

/** Formats tables as text. */
final class TableText {

    private static final int WIDEST = 1000;
    private static final int GAP = 2;

    /** The width of a wrapped column at least; of less than three the library never ends a cell. */
    private static final int NARROWEST = 20;

    /** The most rows to print; enough for all pairs of ten models. */
    static final int MOST_ROWS = 100;

    private TableText() {}

    /** Formats a table, without the end of a very long one, such as that of all pairs of many models. */
    static String start(TextTable table) {
        int more = table.rows().size() - MOST_ROWS;
        return more <= 0 ? of(table) : of(first(table)) + "\n" + more(more);
    }

    private static TextTable first(TextTable table) {
        return new TextTable(
                table.columns(),
                table.rows().subList(0, Math.min(MOST_ROWS, table.rows().size())));
    }

    static String more(int lines) {
        return "... and " + Numbers.count(lines) + " more in the report";
    }

    /** Formats a table, each row a line. */
    static String of(TextTable table) {
        return of(table, AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER, WIDEST);
    }

    /** Formats a table without lines between its cells. */
    static String plain(TextTable table) {
        return stripped(of(table, AsciiTable.NO_BORDERS, WIDEST));
    }

    /** Returns a table without those of its last columns that are numeric and for which a width has no room. */
    static TextTable narrowed(int width, TextTable table) {
        int needed = IntStream.range(0, table.columns().size())
                        .map(column -> GAP + widest(table, column))
                        .sum()
                - GAP;
        TextTable shown = table;
        for (int last = table.columns().size() - 1;
                needed > width && shown.columns().get(last).numeric();
                last--) {
            needed -= GAP + widest(shown, last);
            shown = shown.withoutLastColumn();
        }
        return shown;
    }

    /** Formats a table without lines between its cells, whose last column is wrapped to keep within a width, if the others leave room. */
    static String within(int width, TextTable table) {
        int last = table.columns().size() - 1;
        int others = IntStream.range(0, last)
                .map(column -> GAP + widest(table, column))
                .sum();
        return stripped(of(table, AsciiTable.NO_BORDERS, Math.max(NARROWEST, width - others)));
    }

    /** Breaks a path that is longer than a width after a slash where it can, and not within a name. */
    private static String broken(String cell, int width) {
        if (cell.length() <= width || cell.indexOf('/') < 0) {
            return cell;
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : cell.split("(?<=[/ ])", -1)) {
            if (!line.isEmpty() && line.length() + part.stripTrailing().length() > width) {
                // A blank at its end would not fit, and be a line of its own.
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(part);
        }
        lines.add(line.toString());
        return String.join("\n", lines);
    }

    private static int widest(TextTable table, int column) {
        return Math.max(
                table.columns().get(column).title().length(),
                table.rows().stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0));
    }

    /** Removes the blanks around the lines of a table without lines. */
    private static String stripped(String table) {
        return table.lines().map(line -> line.substring(1).stripTrailing()).collect(Collectors.joining("\n"));
    }

    private static String of(TextTable table, Character[] border, int widthOfLast) {
        Column[] columns = IntStream.range(0, table.columns().size())
                .mapToObj(index -> {
                    TextTable.Column column = table.columns().get(index);
                    HorizontalAlign align = column.numeric() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
                    return new Column()
                            .header(TerminalText.of(column.title()))
                            .headerAlign(align)
                            .dataAlign(align)
                            .maxWidth(index == table.columns().size() - 1 ? widthOfLast : WIDEST);
                })
                .toArray(Column[]::new);
        return AsciiTable.builder()
                .border(border)
                .lineSeparator("\n")
                .data(
                        columns,
                        table.rows().stream()
                                .map(row -> row.stream()
                                        .map(cell -> broken(TerminalText.of(cell), widthOfLast - GAP))
                                        .toArray(String[]::new))
                                .toArray(String[][]::new))
                .asString();
    }
}
