package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bakeoff.toolkit.text.LabelledText;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the columns in a result, from 1; 0 where there is none.
 */
record SqlColumns(int text, int label, int id, int group) {

    /** Finds the columns by their names, whatever their case. */
    static SqlColumns of(ResultSetMetaData result, SqlConfig config) throws SQLException, IOException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= result.getColumnCount(); column++) {
            names.add(result.getColumnLabel(column));
        }
        return new SqlColumns(
                position(names, "text", config.text()),
                position(names, "label", config.label()),
                position(names, "id", config.id()),
                position(names, "group", config.group()));
    }

    private static int position(List<String> names, String key, @Nullable String wanted) throws IOException {
        if (wanted == null) {
            return 0;
        }
        for (int column = 0; column < names.size(); column++) {
            if (names.get(column).equalsIgnoreCase(wanted)) {
                return column + 1;
            }
        }
        throw new IOException("The query gives no column " + LabelledText.quoted(wanted) + "; it gives "
                + names.stream().map(LabelledText::quoted).collect(Collectors.joining(", "))
                + ". Name the right one as \"" + key + "\", or write AS " + wanted + " in the query.");
    }

    /** Returns the row that the result is at. */
    SqlRow row(ResultSet result, long number) throws SQLException, IOException {
        String name = id == 0 ? null : result.getString(id);
        String label = result.getString(this.label);
        String grouping = group == 0 ? null : result.getString(group);
        SqlRow row = new SqlRow(
                number,
                name == null ? "" : name.strip(),
                given(result.getString(text), number, "text"),
                LabelledText.stripped(given(label, number, "label")),
                grouping == null || grouping.isBlank() ? null : grouping);
        if (row.label().isEmpty()) {
            throw row.fault("the label is empty");
        }
        return row;
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
