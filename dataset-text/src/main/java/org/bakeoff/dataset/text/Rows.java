package org.bakeoff.dataset.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of one source as they are read, and checks each. */
final class Rows {

    private final Source source;
    private final Columns columns;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Rows(Source source, Columns columns) {
        this.source = source;
        this.columns = columns;
    }

    /**
     * Adds a row.
     *
     * @param id see {@link TextConfig#id()}; null where no column holds it
     * @param group null where no column holds it
     */
    void add(long line, String text, String label, @Nullable String id, @Nullable String group) throws BadData {
        String name = id == null ? source.file() + ":" + line : id.strip();
        Row row = new Row(source, line, name, text, label.strip(), group == null || group.isBlank() ? null : group);
        if (row.label().isEmpty()) {
            throw row.fault("the label is empty (column " + Source.quoted(columns.label()) + ")");
        }
        if (id != null) {
            check(row);
        }
        rows.add(row);
    }

    private void check(Row row) throws BadData {
        if (row.id().isEmpty()) {
            throw row.fault("the id is empty (column " + Source.quoted(String.valueOf(columns.id())) + ")");
        }
        if (row.id().chars().anyMatch(Character::isISOControl)) {
            throw row.fault("the id " + Source.quoted(row.id()) + " holds a line break or another control character");
        }
        if (Source.isFormula(row.id())) {
            throw row.fault(
                    "the id " + Source.quoted(row.id()) + " is a formula to a spreadsheet, which would compute it"
                            + " on opening predictions.csv; rename it, or leave \"id\" out");
        }
        if (!ids.add(row.id())) {
            long first = rows.stream()
                    .filter(other -> other.id().equals(row.id()))
                    .findFirst()
                    .map(Row::line)
                    .orElse(0L);
            throw row.fault("the id " + Source.quoted(row.id()) + " is that of line " + first
                    + " too; ids must differ. Without \"id\" the file and the line make one");
        }
    }

    /** All of them, in their order. */
    List<Row> all() throws IOException {
        if (rows.isEmpty()) {
            throw source.fault("this file holds no rows of data");
        }
        return rows;
    }
}
