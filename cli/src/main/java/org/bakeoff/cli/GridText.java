package org.bakeoff.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import org.bakeoff.runner.report.Grid;

/** A table in characters. */
final class GridText {

    private static final int WIDEST = 1000;

    private GridText() {}

    static String of(Grid grid) {
        Column[] columns = grid.columns().stream()
                .map(column -> {
                    HorizontalAlign align = column.numeric() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
                    return new Column()
                            .header(PlainText.of(column.title()))
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
                                .map(row -> row.stream().map(PlainText::of).toArray(String[]::new))
                                .toArray(String[][]::new))
                .asString();
    }
}
