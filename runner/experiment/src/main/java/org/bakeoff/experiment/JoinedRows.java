package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?");

    private final char separator;
    private final int columns;
    private final int id;
    private final List<Set<String>> wanted;
    private final List<Set<String>> found;
    private final Map<Integer, DoubleSummaryStatistics> numbers = new HashMap<>();

    /** A row, the column of its text of several lines, and the rows that these would be. */
    private record Joined(Row row, int column, List<List<String>> lines) {}

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
    }

    /**
     * Refuses such rows: each of their lines has as many fields as there are columns, an id of its own, and in some column besides
     * the text what other rows have there.
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
                List<List<String>> lines = check.lines(row.fields(), column);
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

    /** Returns the rows that the lines of a field would be; none if one has another number of fields. */
    private List<List<String>> lines(List<String> fields, int column) {
        String field = fields.get(column);
        if (field.indexOf('\n') < 0 && field.indexOf('\r') < 0) {
            return List.of();
        }
        String[] lines = LINE_BREAK.split(field, -1);
        int last = lines.length - 1;
        if (count(lines[0]) != columns - 1 - column || count(lines[last]) != column) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> begin = new ArrayList<>(fields.subList(0, column));
        begin.addAll(split(lines[0]));
        rows.add(begin);
        for (int line = 1; line < last; line++) {
            if (count(lines[line]) != columns - 1) {
                return List.of();
            }
            rows.add(split(lines[line]));
        }
        List<String> end = new ArrayList<>(split(lines[last]));
        end.addAll(fields.subList(column + 1, columns));
        rows.add(end);
        return rows;
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
            one.lines()
                    .forEach(line -> IntStream.range(0, columns)
                            .forEach(column -> wanted.get(column).add(TableFile.stripped(line.get(column)))));
        }
        List<Row> sound = rows.stream().filter(row -> !joined.contains(row)).toList();
        for (int column = 0; column < columns; column++) {
            int place = column;
            sound.stream()
                    .map(row -> row.stripped(place))
                    .filter(value -> !value.isEmpty() && wanted.get(place).contains(value))
                    .forEach(found.get(place)::add);
            if (!sound.isEmpty() && sound.stream().allMatch(row -> isNumber(row.stripped(place)))) {
                numbers.put(
                        column,
                        sound.stream()
                                .mapToDouble(row -> Double.parseDouble(row.stripped(place)))
                                .summaryStatistics());
            }
        }
    }

    /** Returns whether all lines look like rows; of the first and the last one, what the row itself has in front and behind says nothing. */
    private boolean areRows(Joined joined) {
        int text = joined.column();
        int last = joined.lines().size() - 1;
        return IntStream.rangeClosed(0, last).allMatch(line -> {
            int from = line == 0 ? text + 1 : 0;
            int to = line == last ? text : columns;
            return from >= to || isRow(joined.lines().get(line), text, from, to);
        });
    }

    private boolean isRow(List<String> fields, int text, int from, int to) {
        return (id < from || id >= to || id == text || isNew(TableFile.stripped(fields.get(id))))
                && IntStream.range(from, to)
                        .filter(column -> column != text && column != id)
                        .anyMatch(column -> isLikeOthers(TableFile.stripped(fields.get(column)), column));
    }

    private boolean isLikeOthers(String value, int column) {
        DoubleSummaryStatistics others = numbers.get(column);
        return found.get(column).contains(value)
                || (others != null
                        && isNumber(value)
                        && Double.parseDouble(value) >= others.getMin()
                        && Double.parseDouble(value) <= others.getMax());
    }

    private boolean isNew(String name) {
        return !name.isEmpty() && !found.get(id).contains(name) && (!numbers.containsKey(id) || isNumber(name));
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
