package org.bakeoff.report;

import java.util.List;
import java.util.function.Function;

/**
 * A table of texts for people to read, for terminal and HTML alike.
 *
 * @param columns its columns
 * @param rows its rows, one text for each column
 */
public record TextTable(List<Column> columns, List<List<String>> rows) {

    /** Copies the lists. */
    public TextTable {
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

    /** Returns the table without its last column. */
    public TextTable withoutLastColumn() {
        int last = columns.size() - 1;
        return new TextTable(
                columns.subList(0, last),
                rows.stream().map(row -> row.subList(0, last)).toList());
    }

    /** A column with what a row's value has in it. */
    public record Field<T>(Column column, Function<T, String> text) {}

    /** Returns a field of words. */
    public static <T> Field<T> text(String title, Function<T, String> text) {
        return new Field<>(new Column(title, false), text);
    }

    static <T> Field<T> number(String title, Function<T, String> text) {
        return new Field<>(new Column(title, true), text);
    }

    /** Returns a table with a row for each value. */
    @SafeVarargs
    @SuppressWarnings("varargs") // They are only read.
    public static <T> TextTable of(List<T> values, Field<T>... fields) {
        return of(values, List.of(fields));
    }

    static <T> TextTable of(List<T> values, List<Field<T>> fields) {
        return new TextTable(
                fields.stream().map(Field::column).toList(),
                values.stream()
                        .map(value -> fields.stream()
                                .map(field -> field.text().apply(value))
                                .toList())
                        .toList());
    }
}
