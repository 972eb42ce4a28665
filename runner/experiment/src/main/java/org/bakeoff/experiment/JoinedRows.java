package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.experiment.TableFile.InvalidTableException;
import org.bakeoff.experiment.TableFile.Row;

/**
 * Finds rows that quotation marks have joined where they are part of the texts, as in files that Python writes with {@code
 * csv.QUOTE_NONE}: a text begins with one, and some rows below another text ends with one. All between would be one text.
 *
 * <p>In such a file every line is a row, whatever the quotation marks. One that has texts with separators or line breaks that make no
 * rows has its quotation marks around texts, as is usual.
 */
final class JoinedRows {

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\r\n]");
    private static final Pattern WHOLE = Pattern.compile("[0-9]+");
    private static final Pattern FRACTION = Pattern.compile("[-+]?[0-9]*[.][0-9]+([eE][-+]?[0-9]+)?");

    private final char separator;
    private final int columns;
    private final int id;
    private final List<Set<String>> wanted;
    private final List<Set<String>> found;
    private final boolean[] fractions;
    private boolean numbered;

    /**
     * What a line of a text would be as a row.
     *
     * @param fields its fields, from the column that the line begins with to the one that it ends with
     * @param from the column of the first field
     */
    private record Line(int from, List<String> fields) {

        String field(int column) {
            return TableFile.stripped(fields.get(column - from));
        }

        boolean has(int column) {
            return column >= from && column < from + fields.size();
        }
    }

    /** A row, the column of its text of several lines, and these lines. */
    private record Joined(Row row, int column, List<Line> lines) {}

    private JoinedRows(char separator, int columns, int id) {
        this.separator = separator;
        this.columns = columns;
        this.id = id;
        this.wanted = sets(columns);
        this.found = sets(columns);
        this.fractions = new boolean[columns];
    }

    private static List<Set<String>> sets(int count) {
        return Stream.generate(() -> (Set<String>) new HashSet<String>())
                .limit(count)
                .toList();
    }

    /**
     * Refuses such rows: their lines have as many fields as there are columns, ids of their own, and one of them has in some other column
     * what other rows have there.
     *
     * @param table the file and its columns, without rows
     * @throws InvalidTableException if there are any
     */
    static void check(TableFile table, char separator, List<Row> rows) throws InvalidTableException {
        List<Joined> all = new ArrayList<>();
        int columns = table.columns().size();
        JoinedRows check = new JoinedRows(separator, columns, table.column("id"));
        for (Row row : rows) {
            for (int column = 0; column < columns; column++) {
                String field = row.fields().get(column);
                if (check.isQuoted(field, column)) {
                    return;
                }
                List<Line> lines = check.lines(field, column);
                if (!lines.isEmpty()) {
                    all.add(new Joined(row, column, lines));
                }
            }
        }
        if (all.isEmpty()) {
            return;
        }
        check.compare(all, rows);
        for (Joined joined : all) {
            if (check.areRows(joined)) {
                throw InvalidTableException.joined(
                        table.path(), joined.row().line(), joined.lines().size() - 1);
            }
        }
    }

    /** Returns whether a field can't come of rows: it has separators in a single line, or most of its lines as many as no row has. */
    private boolean isQuoted(String field, int column) {
        if (!hasLines(field)) {
            return field.indexOf(separator) >= 0;
        }
        String[] lines = LINE_BREAK.split(field, -1);
        int[] full = IntStream.range(0, lines.length)
                .filter(line -> !isBlank(lines, line) && separators(lines, line, column) > 0)
                .toArray();
        return 2 * IntStream.of(full).filter(line -> isRow(lines, line, column)).count() < full.length;
    }

    /** Returns the lines of a field as parts of rows; none if one has another number of fields than that needs. */
    private List<Line> lines(String field, int column) {
        if (!hasLines(field)) {
            return List.of();
        }
        String[] lines = LINE_BREAK.split(field, -1);
        List<Line> rows = new ArrayList<>();
        for (int line = 0; line < lines.length; line++) {
            if (isBlank(lines, line)) {
                continue;
            }
            if (!isRow(lines, line, column)) {
                return List.of();
            }
            rows.add(new Line(line == 0 ? column : 0, fields(lines[line])));
        }
        return rows;
    }

    private static boolean hasLines(String field) {
        return field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0;
    }

    /** Returns whether a line between others is empty, and so no row. */
    private static boolean isBlank(String[] lines, int line) {
        return line > 0 && line < lines.length - 1 && lines[line].isEmpty();
    }

    /** Returns how many separators a line of a field has, if it is a row, or the part of one that begins or ends there. */
    private int separators(String[] lines, int line, int column) {
        return (line == lines.length - 1 ? column : columns - 1) - (line == 0 ? column : 0);
    }

    private boolean isRow(String[] lines, int line, int column) {
        return lines[line].chars().filter(letter -> letter == separator).count() == separators(lines, line, column);
    }

    private List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int end = line.indexOf(separator); end >= 0; end = line.indexOf(separator, start)) {
            fields.add(line.substring(start, end));
            start = end + 1;
        }
        fields.add(line.substring(start));
        return fields;
    }

    /** Looks for what such lines have among that of all other rows. */
    private void compare(List<Joined> all, List<Row> rows) {
        Set<Row> joined = new HashSet<>();
        for (Joined one : all) {
            joined.add(one.row());
            for (Line line : one.lines()) {
                IntStream.range(0, columns)
                        .filter(line::has)
                        .forEach(column -> wanted.get(column).add(line.field(column)));
            }
            if (id >= 0 && id != one.column()) {
                found.get(id).add(one.row().stripped(id));
            }
        }
        List<Row> sound = rows.stream().filter(row -> !joined.contains(row)).toList();
        numbered = id >= 0
                && !sound.isEmpty()
                && sound.stream()
                        .allMatch(row -> WHOLE.matcher(row.stripped(id)).matches());
        for (int column = 0; column < columns; column++) {
            int place = column;
            sound.stream()
                    .map(row -> row.stripped(place))
                    .filter(value -> !value.isEmpty() && wanted.get(place).contains(value))
                    .forEach(found.get(place)::add);
            fractions[column] = !sound.isEmpty() && sound.stream().allMatch(row -> isFraction(row.stripped(place)));
        }
    }

    /** Returns whether each line has an id of its own, if any, and one what other rows have: the class of another may be rare. */
    private boolean areRows(Joined joined) {
        boolean any = false;
        for (Line line : joined.lines()) {
            int[] others = IntStream.range(0, columns)
                    .filter(column -> line.has(column) && column != joined.column() && column != id)
                    .toArray();
            boolean alike = IntStream.of(others)
                    .anyMatch(column -> found.get(column).contains(line.field(column))
                            || (fractions[column] && isFraction(line.field(column))));
            boolean named = id == joined.column() || !line.has(id) || isNew(line.field(id));
            if (!named) {
                return false;
            }
            any |= alike;
        }
        return any;
    }

    private boolean isNew(String name) {
        return !name.isEmpty()
                && !found.get(id).contains(name)
                && (!numbered || WHOLE.matcher(name).matches());
    }

    private static boolean isFraction(String text) {
        return FRACTION.matcher(text).matches();
    }
}
