package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Finds rows that quotation marks have joined where they are a part of the texts, as in files that Python writes with {@code
 * csv.QUOTE_NONE}: a text begins with one, and some rows below another text ends with one. DuckDB makes one text of all between. In
 * such a file every line is a row, with labels that others have, which is hardly so where quotation marks stand around texts with
 * separators or several lines.
 */
final class JoinedLines {

    /** The names of files that are no tables of text. */
    static final Pattern NO_TABLE = Pattern.compile("(?i).*[.](parquet|json|jsonl|ndjson|db|duckdb)([.](gz|zst))?");

    private static final Pattern QUOTE = Pattern.compile("(?i)\\bquote\\s*=");

    /**
     * What a query says of the separator, which nobody would look for, such as ^. It may stand in a comment, and becomes a part of another
     * query, so that it must be a whole value however it is read.
     */
    private static final Pattern SEPARATOR = Pattern.compile("(?i)\\b(?:delim|sep|delimiter)\\s*:?=>?\\s*"
            + "('(?:[^']|''){1,4}'|e'\\\\[a-z0-9]{1,3}'|chr\\([0-9]{1,3}\\))");

    /** The encoding, likewise: without it such a file can't be read. */
    private static final Pattern ENCODING = Pattern.compile("(?i)\\bencoding\\s*:?=>?\\s*('[a-z0-9._-]{1,20}')");

    /** What stands around texts, likewise. */
    private static final Pattern QUOTED = Pattern.compile("(?i)\\bquote\\s*:?=>?\\s*('(?:[^']|''){0,1}')");

    /** Says that rows which can't be read are left out. */
    static final Pattern IGNORING = Pattern.compile("(?i)\\b(?:ignore_errors|store_rejects)\\b");

    /** What DuckDB finds out to stand around texts. */
    private static final Set<String> QUOTES = Set.of("\"", "'");

    /** So many lines are rows where some row of a file is torn. */
    private static final double NEARLY_ALL = 0.95;

    /** DuckDB calls itself for each of the columns whose values it counts at once, until the memory for calls ends. */
    private static final int TOGETHER = 100;

    private JoinedLines() {}

    /**
     * Refuses files with such rows, unless the query says what its quotation marks are.
     *
     * @param files what the query may read as tables of text
     * @throws IOException if there are any; the message says what to write
     */
    static void check(Connection connection, String query, Collection<Path> files) throws SQLException, IOException {
        if (QUOTE.matcher(query).find()) {
            return;
        }
        boolean ignoring = IGNORING.matcher(query).find();
        for (Path file : files) {
            if (Files.isRegularFile(file) && !NO_TABLE.matcher(file.toString()).matches()) {
                for (String separator : separators(query)) {
                    for (String encoding : encodings(query)) {
                        check(connection, file, separator, encoding, ignoring);
                    }
                }
            }
        }
    }

    /** Returns the options of the separator that a query may read a file with: none, and those it names. */
    static Set<String> separators(String query) {
        return given(", delim = ", SEPARATOR, query);
    }

    /** Returns the options of what stands around texts, likewise. */
    static Set<String> quotes(String query) {
        return given(", quote = ", QUOTED, query);
    }

    /** Returns the options of the encoding, likewise. */
    static Set<String> encodings(String query) {
        return given(", encoding = ", ENCODING, query);
    }

    /** Returns nothing, and what a query says of a file's form, of which it may read several. */
    private static Set<String> given(String option, Pattern values, String query) {
        Set<String> given = new TreeSet<>(Set.of(""));
        for (Matcher value = values.matcher(query); value.find(); ) {
            given.add(option + value.group(1));
        }
        return given;
    }

    private static void check(Connection connection, Path file, String given, String encoding, boolean ignoring)
            throws SQLException, IOException {
        String name = DuckDb.quoted(DuckDb.literal(file), "'") + encoding + (ignoring ? ", ignore_errors = true" : "");
        String options;
        String rest;
        String separator;
        String quote;
        int columns;
        try (Statement statement = connection.createStatement();
                ResultSet form = statement.executeQuery(
                        "SELECT Delimiter, HasHeader, SkipRows, len(Columns), Quote FROM sniff_csv(" + name + given
                                + ")")) {
            // Of a single column every line is a row.
            if (!form.next() || !QUOTES.contains(String.valueOf(form.getString(5))) || form.getInt(4) == 1) {
                return;
            }
            separator = form.getString(1);
            columns = form.getInt(4);
            quote = DuckDb.quoted(form.getString(5), "'");
            rest = ", header = " + form.getBoolean(2) + ", skip = " + form.getLong(3) + ", auto_detect = false";
            options = name + rest + ", delim = " + DuckDb.quoted(separator, "'") + ", columns = {"
                    + IntStream.range(0, columns)
                            .mapToObj(column -> "'c" + column + "': 'VARCHAR'")
                            .collect(Collectors.joining(", "))
                    + "}";
        } catch (SQLException e) {
            // It is no table, or one that the query reads by other means.
            return;
        }
        String quoted = options + ", quote = " + quote + ", escape = " + quote;
        if (!haveBreaks(connection, columns, quoted)) {
            return;
        }
        String unquoted = options + ", quote = '', escape = ''";
        List<Long> lines = counts(connection, 0, 0, unquoted);
        List<Long> rows = lines.isEmpty() ? lines : counts(connection, 0, 0, quoted);
        // Where rows are left out there may be fewer lines.
        if (!rows.isEmpty()
                && lines.get(0) > rows.get(0)
                && haveLabels(connection, columns, unquoted, quoted)
                && (!ignoring || areRows(connection, name + rest, lines))) {
            throw new IOException(LabelledText.quoted(file.toString()) + " has " + lines.get(0)
                    + " rows, of which " + (quote.equals("''''") ? "apostrophes" : "quotation marks") + " would make "
                    + rows.get(0)
                    + ": a text begins with one, and one below ends with one, so that all between would be one text. Where"
                    + " they are a part of the texts, write read_csv('FILE', delim = '"
                    + separator.replace("\t", "\\t")
                    + "', quote = '') in the query; where they stand around texts, quote = "
                    + quote + ".");
        }
    }

    /** Returns whether lines, which are more than rows, hold in some column hardly other values, as labels are. */
    private static boolean haveLabels(Connection connection, int columns, String unquoted, String quoted)
            throws SQLException, IOException {
        for (int from = 0; from < columns; from += TOGETHER) {
            int to = Math.min(columns, from + TOGETHER);
            List<Long> lines = counts(connection, from, to, unquoted);
            List<Long> rows = lines.isEmpty() ? lines : counts(connection, from, to, quoted);
            if (!rows.isEmpty() && haveLabels(lines, rows)) {
                return true;
            }
        }
        return false;
    }

    private static boolean haveLabels(List<Long> lines, List<Long> rows) {
        long more = lines.get(0) - rows.get(0);
        return IntStream.range(1, lines.size()).anyMatch(column -> 2 * (lines.get(column) - rows.get(column)) < more);
    }

    /** Returns whether nearly all lines of a file are rows: where those that can't be read are left out, the others say little. */
    private static boolean areRows(Connection connection, String file, List<Long> lines)
            throws SQLException, IOException {
        String whole = ", delim = chr(7), quote = '', escape = '', columns = {'c0': 'VARCHAR'}";
        return counts(connection, 0, 0, file + whole).stream()
                .limit(1)
                .anyMatch(all -> lines.get(0) >= NEARLY_ALL * all);
    }

    /** Returns whether some value has several lines, in whatever column: a query may leave the column out, or the line breaks. */
    private static boolean haveBreaks(Connection connection, int columns, String options)
            throws SQLException, IOException {
        String values = IntStream.range(0, columns)
                .mapToObj(column -> "contains(c" + column + ", chr(10)) OR contains(c" + column + ", chr(13))")
                .collect(Collectors.joining(" OR "));
        return !first(connection, 1, "SELECT 1 FROM read_csv(" + options + ") WHERE " + values + " LIMIT 1")
                .isEmpty();
    }

    /**
     * Returns how many rows a file has, and how many values in each of some columns; empty if not all of its rows have as many fields.
     */
    private static List<Long> counts(Connection connection, int from, int to, String options)
            throws SQLException, IOException {
        String values = IntStream.range(from, to)
                .mapToObj(column -> ", count(DISTINCT hash(c" + column + "))")
                .collect(Collectors.joining());
        return first(connection, to - from + 1, "SELECT count(*)" + values + " FROM read_csv(" + options + ")");
    }

    /** Returns the numbers of the first row; empty if there is none, or the file isn't of this form. */
    private static List<Long> first(Connection connection, int numbers, String query) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                InterruptedStatement running = InterruptedStatement.of(statement);
                ResultSet result = running.rows(query)) {
            List<Long> first = new ArrayList<>();
            if (result.next()) {
                for (int column = 1; column <= numbers; column++) {
                    first.add(result.getLong(column));
                }
            }
            return first;
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return List.of();
        }
    }
}
