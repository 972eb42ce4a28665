package org.bakeoff.dataset.text;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.SpilledList;
import org.jspecify.annotations.Nullable;

/** Collects the rows of one source as they are read, and checks each. */
final class RowCollector {

    private final TextSource source;
    private final Columns columns;
    private final LabelNames labels;
    private final List<Row> rows;
    private final Set<String> ids = new HashSet<>();

    RowCollector(TextSource source, Columns columns, LabelNames labels) {
        this.source = source;
        this.columns = columns;
        this.labels = labels;
        this.rows = new SpilledList<>(new Codec(source));
    }

    /**
     * Adds a row.
     *
     * @param id see {@link TextConfig#id()}; null where no column holds it
     * @param group null where no column holds it
     */
    void add(long line, String text, String label, @Nullable String id, @Nullable String group)
            throws InvalidDataException {
        String name = id == null ? source.file() + ":" + line : id.strip();
        Row row = new Row(source, line, name, text, labels.of(label), group == null || group.isBlank() ? null : group);
        if (row.label().isEmpty()) {
            throw row.fault("the label is empty (column " + TextSource.quoted(columns.label())
                    + "). Delete the row, or give it a class by \"labels\": {\"\": \"...\"}");
        }
        if (id != null) {
            check(row);
        }
        rows.add(row);
    }

    private void check(Row row) throws InvalidDataException {
        String fault = LabelledText.idFault(row.id());
        if (fault != null) {
            throw row.fault(fault);
        }
        if (!ids.add(row.id())) {
            long first = rows.stream()
                    .filter(other -> other.id().equals(row.id()))
                    .findFirst()
                    .map(Row::line)
                    .orElse(0L);
            throw row.fault("the id " + TextSource.quoted(row.id()) + " is that of line " + first
                    + " too; ids must differ. Without \"id\" the file and the line make one");
        }
    }

    /** Returns all rows, in their order; there must be one. */
    List<Row> all() throws IOException {
        if (rows.isEmpty()) {
            throw source.fault("this file holds no rows of data");
        }
        return rows;
    }

    /** Writes and reads the rows of a source. */
    private record Codec(TextSource source) implements SpilledList.Codec<Row> {

        @Override
        public void write(Row row, DataOutput out) throws IOException {
            out.writeLong(row.line());
            SpilledList.writeText(row.id(), out);
            SpilledList.writeText(row.text(), out);
            SpilledList.writeText(row.label(), out);
            out.writeBoolean(row.group() != null);
            SpilledList.writeText(row.group() == null ? "" : row.group(), out);
        }

        @Override
        public Row read(DataInput in) throws IOException {
            long line = in.readLong();
            String id = SpilledList.readText(in);
            String text = SpilledList.readText(in);
            String label = SpilledList.readText(in);
            boolean grouped = in.readBoolean();
            String group = SpilledList.readText(in);
            return new Row(source, line, id, text, label, grouped ? group : null);
        }
    }
}
