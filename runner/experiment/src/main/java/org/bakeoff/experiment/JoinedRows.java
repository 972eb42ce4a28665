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
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

    private final char separator;
    private final int columns;
    private final int id;
    private final List<Set<String>> wanted;
    private final List<Set<String>> found;
    private final boolean[] numbers;

    /** A row, the column of its text of several lines, and the rows that these would be, but for the first. */
    private record Joined(Row row, int column, List<List<String>> others) {}

    private JoinedRows(char separator, int columns, int id) {
        this.separator = separator;
        this.columns = columns;
        this.id = id;
        this.wanted = Stream.generate(() -> (Set<String>) new HashSet<String>())
                .limit(columns)
                .toList();
        this.found = Stream.generate(() -> (Set<String>) new HashSet<String>())
                .limit(columns)
                .toList();
        this.numbers = new boolean[columns];
    }

    /**
     * Refuses such rows: each of their lines has as many fields as there are columns, an id of its own, and in some other column what
     * other rows have there.
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
                List<List<String>> others = check.others(row.fields(), column);
                if (!others.isEmpty()) {
                    all.add(new Joined(row, column, others));
                }
            }
        }
        if (all.isEmpty()) {
            return;
        }
        check.compare(all, rows);
        for (Joined joined : all) {
            if (joined.others().stream().allMatch(other -> check.isRow(other, joined.column()))) {
                throw InvalidTableException.joined(
                        table.path(), joined.row().line(), joined.others().size());
            }
        }
    }

    /** Returns the rows behind the first that the lines of a field would be; none if one has another number of fields. */
    private List<List<String>> others(List<String> fields, int column) {
        String field = fields.get(column);
        if (field.indexOf('\n') < 0 && field.indexOf('\r') < 0) {
            return List.of();
        }
        String[] lines = LINE_BREAK.split(field, -1);
        int last = lines.length - 1;
        if (count(lines[0]) != columns - 1 - column || count(lines[last]) != column) {
            return List.of();
        }
        List<List<String>> others = new ArrayList<>();
        for (int line = 1; line < last; line++) {
            if (count(lines[line]) != columns - 1) {
                return List.of();
            }
            others.add(split(lines[line]));
        }
        List<String> end = new ArrayList<>(split(lines[last]));
        end.addAll(fields.subList(column + 1, columns));
        others.add(end);
        return others;
    }

    private long count(String line) {
        return line.chars().filter(letter -> letter == separator).count();
    }

    private List<String> split(String line) {
        return List.of(line.split(Pattern.quote(String.valueOf(separator)), -1));
    }

    /** Looks for what such rows have among that of all others. */
    private void compare(List<Joined> all, List<Row> rows) {
        Set<Row> joined = new HashSet<>();
        for (Joined one : all) {
            joined.add(one.row());
            if (id >= 0 && id < one.column()) {
                found.get(id).add(one.row().stripped(id));
            }
            one.others()
                    .forEach(other -> IntStream.range(0, columns)
                            .forEach(column -> wanted.get(column).add(TableFile.stripped(other.get(column)))));
        }
        List<Row> sound = rows.stream().filter(row -> !joined.contains(row)).toList();
        for (int column = 0; column < columns; column++) {
            int place = column;
            sound.stream()
                    .map(row -> row.stripped(place))
                    .filter(value -> !value.isEmpty() && wanted.get(place).contains(value))
                    .forEach(found.get(place)::add);
            numbers[column] = !sound.isEmpty() && sound.stream().allMatch(row -> isNumber(row.stripped(place)));
        }
    }

    private boolean isRow(List<String> fields, int text) {
        return (id < 0 || id == text || isNew(TableFile.stripped(fields.get(id))))
                && IntStream.range(0, columns)
                        .filter(column -> column != text && column != id)
                        .anyMatch(column -> {
                            String value = TableFile.stripped(fields.get(column));
                            return found.get(column).contains(value) || (numbers[column] && isNumber(value));
                        });
    }

    private boolean isNew(String name) {
        return !name.isEmpty() && !found.get(id).contains(name) && (!numbers[id] || isNumber(name));
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
