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
     * Refuses such rows: their lines have as many fields as there are columns, ids of their own, and in some other column what other rows
     * have there.
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
                List<Line> lines = check.lines(row.fields().get(column), column);
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

    /** Returns the lines of a field as parts of rows; none if one has another number of fields than that needs. */
    private List<Line> lines(String field, int column) {
        if (field.indexOf('\n') < 0 && field.indexOf('\r') < 0) {
            return List.of();
        }
        String[] lines = LINE_BREAK.split(field, -1);
        List<Line> rows = new ArrayList<>();
        for (int line = 0; line < lines.length; line++) {
            int from = line == 0 ? column : 0;
            int to = line == lines.length - 1 ? column + 1 : columns;
            if (lines[line].chars().filter(letter -> letter == separator).count() != to - from - 1) {
                return List.of();
            }
            rows.add(new Line(from, List.of(lines[line].split(Pattern.quote(String.valueOf(separator)), -1))));
        }
        return rows;
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

    /** Returns whether each line has an id of its own, if any, and what other rows have; a line may have nothing to go by. */
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
            if (!named || (others.length > 0 && !alike)) {
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
