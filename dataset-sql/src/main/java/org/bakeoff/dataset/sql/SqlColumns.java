package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.toolkit.text.LabelledText;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the columns in a result, from 1; 0 where there is none.
 */
record SqlColumns(int text, int label, int id, int group) {

    private static final Pattern JSON = Pattern.compile("(?i)jsonb?");

    private static final char REPLACEMENT = '\uFFFD';

    /** Finds the columns by their names, whatever their case. */
    static SqlColumns of(ResultSetMetaData result, SqlConfig config) throws SQLException, IOException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= result.getColumnCount(); column++) {
            names.add(result.getColumnLabel(column));
        }
        SqlColumns columns = new SqlColumns(
                position(names, "text", config.text()),
                position(names, "label", config.label()),
                position(names, "id", config.id()),
                position(names, "group", config.group()));
        for (int column : new int[] {columns.text, columns.label, columns.id, columns.group}) {
            if (column > 0) {
                checkType(result, column);
            }
        }
        return columns;
    }

    /** Refuses a column whose values are no text, since a driver would write them as it likes. */
    private static void checkType(ResultSetMetaData result, int column) throws SQLException, IOException {
        String name = result.getColumnLabel(column);
        String remedy = switch (result.getColumnType(column)) {
            case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                "decode(" + name + ") makes UTF-8 a text in DuckDB, convert_from(" + name + ", 'UTF8') in PostgreSQL";
            case Types.ARRAY -> "array_to_string(" + name + ", ' ') joins its elements";
            case Types.STRUCT -> "take one of its fields, such as " + name + ".body";
            default -> remedy(String.valueOf(result.getColumnTypeName(column)), name);
        };
        if (!remedy.isEmpty()) {
            throw new IOException("The column " + LabelledText.quoted(name) + " holds no text but the type "
                    + LabelledText.quoted(result.getColumnTypeName(column)) + ". Convert it in the query: " + remedy
                    + ".");
        }
    }

    /** Returns the conversion of a type that JDBC has no number for; empty if it needs none. */
    private static String remedy(String type, String name) {
        if (type.startsWith("MAP(")) {
            return "take one of its values, such as " + name + "['body']";
        }
        // Its strings would be read with their quotes and escapes.
        return JSON.matcher(type).matches()
                ? name + " ->> '$' takes the text out of its quotes in DuckDB, " + name + " #>> '{}' in PostgreSQL,"
                        + " JSON_UNQUOTE(" + name
                        + ") in MySQL. DuckDB takes a column of JSON for that where some of its values are"
                        + " texts and others are not"
                : "";
    }

    /** Returns whether the labels or groups are numbers with fractions. */
    boolean hasFractions(ResultSetMetaData result) throws SQLException {
        for (int column : new int[] {label, group}) {
            if (column > 0 && Set.of(Types.DOUBLE, Types.FLOAT, Types.REAL).contains(result.getColumnType(column))) {
                return true;
            }
        }
        return false;
    }

    private static int position(List<String> names, String key, @Nullable String wanted) throws IOException {
        if (wanted == null) {
            return 0;
        }
        int[] found = IntStream.range(0, names.size())
                .filter(column -> names.get(column).equalsIgnoreCase(wanted))
                .toArray();
        if (found.length == 1) {
            return found[0] + 1;
        }
        if (found.length > 1) {
            throw new IOException("The query gives " + found.length + " columns " + LabelledText.quoted(wanted)
                    + ". Select the right one alone, or give the others another name by AS.");
        }
        throw new IOException("The query gives no column " + LabelledText.quoted(wanted) + "; it gives "
                + names.stream().map(LabelledText::quoted).collect(Collectors.joining(", "))
                + ". Name the right one as \"" + key + "\", or write AS " + wanted + " in the query.");
    }

    /** Returns the row that the result is at. */
    SqlRow row(ResultSet result, long number) throws SQLException, IOException {
        String name = id == 0 ? null : string(result, id, number);
        String label = string(result, this.label, number);
        String grouping = group == 0 ? null : string(result, group, number);
        String stripped = grouping == null ? "" : LabelledText.stripped(grouping);
        SqlRow row = new SqlRow(
                number,
                name == null ? "" : name.strip(),
                given(string(result, text, number), number, "text"),
                LabelledText.stripped(given(label, number, "label")),
                stripped.isEmpty() ? null : stripped);
        if (row.label().isEmpty()) {
            throw row.fault("the label is empty");
        }
        return row;
    }

    /** Returns a value as text, an instant in UTC wherever this machine is. */
    private static @Nullable String string(ResultSet result, int column, long number) throws SQLException, IOException {
        if (result.getMetaData().getColumnType(column) == Types.TIMESTAMP_WITH_TIMEZONE) {
            OffsetDateTime instant = result.getObject(column, OffsetDateTime.class);
            return instant == null
                    ? null
                    : instant.withOffsetSameInstant(ZoneOffset.UTC).toString();
        }
        String value = result.getString(column);
        if (value != null && value.indexOf(REPLACEMENT) >= 0 && !isUtf8(result, column)) {
            throw new IOException(
                    "Row " + number + " of the query: the column "
                            + LabelledText.quoted(result.getMetaData().getColumnLabel(column))
                            + " holds bytes that are no text in UTF-8. Write them anew in UTF-8, or leave such rows out by WHERE.");
        }
        return value;
    }

    /** Returns whether a text holds the mark for letters that can't be read itself; a driver may have put it there. */
    private static boolean isUtf8(ResultSet result, int column) {
        try {
            byte[] bytes = result.getBytes(column);
            if (bytes != null) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        } catch (SQLException | RuntimeException e) {
            // The driver doesn't give the bytes of a text.
            return true;
        }
    }

    private static String given(@Nullable String value, long number, String what) throws IOException {
        if (value == null) {
            throw new IOException("Row " + number + " of the query: the " + what
                    + " is NULL. Leave such rows out by WHERE " + what + " IS NOT NULL.");
        }
        return value;
    }

    /** Returns the id of a row, if a column holds it. */
    @Nullable
    String id(SqlRow row) {
        return id == 0 ? null : row.id();
    }
}
