package org.bakeoff.report;

import java.util.List;

/**
 * A table of figures as people read them, for terminal and HTML alike.
 *
 * @param columns its columns
 * @param rows as many texts each as there are columns
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
     * @param numeric whether it holds figures, which stand flush right
     */
    public record Column(String title, boolean numeric) {}

    static Column text(String title) {
        return new Column(title, false);
    }

    static Column number(String title) {
        return new Column(title, true);
    }
}
