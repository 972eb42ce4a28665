package org.bakeoff.api;

import java.util.List;

/**
 * A table of words and figures.
 *
 * @param name see {@link Finding#name()}
 * @param title see {@link Finding#title()}
 * @param note how it was made and how to read it, in sentences; may be empty
 * @param columns the headings
 * @param rows as many cells each as there are columns: a {@link String}, a {@link Long} or a {@link Double}, of which
 *     one that isn't finite means "none"
 */
public record Table(String name, String title, String note, List<String> columns, List<List<Object>> rows)
        implements Finding {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a row has another number of cells than there are columns
     */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.size() + " cells under " + columns.size() + " columns: " + row);
            }
        }
    }
}
