package org.bakeoff.report;

import java.util.List;

/**
 * A table of texts for people to read, for terminal and HTML alike.
 *
 * @param columns its columns
 * @param rows its rows, one text for each column
 */
public record Grid(List<Column> columns, List<List<String>> rows) {

    /** Copies the lists. */
    public Grid {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * A column.
     *
     * @param title its heading
     * @param numeric whether it holds numbers, which are aligned right
     */
    public record Column(String title, boolean numeric) {}

    static Column text(String title) {
        return new Column(title, false);
    }

    static Column number(String title) {
        return new Column(title, true);
    }
}
