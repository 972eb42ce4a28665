package org.bakeoff.dataset.text;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.SpilledList;
import org.jspecify.annotations.Nullable;

/** Collects the rows of the files of one set as they are read, and checks each. */
final class RowCollector {

    private final Columns columns;
    private final LabelNames labels;
    private final List<TextSource> sources = new ArrayList<>();
    private final List<Row> rows = new SpilledList<>(new Codec(sources));
    private final Set<String> ids = new HashSet<>();
    private int before;

    RowCollector(Reading reading) {
        this.columns = reading.columns();
        this.labels = reading.labels();
    }

    /**
     * Holds what a row has in the columns that are read.
     *
     * @param text its text
     * @param label its label, as it was read
     * @param id see {@link TextConfig#id()}; null where no column holds it
     * @param group null where no column holds it
     */
    record Values(
            String text,
            String label,
            @Nullable String id,
            @Nullable String group) {}

    /** Starts with another file, whose rows follow. */
    void start(TextSource file) {
        sources.add(file);
        before = rows.size();
    }

    /** Ends a file, which must have had rows. */
    void end() throws InvalidDataException {
        if (rows.size() == before) {
            throw source().fault("this file holds no rows of data");
        }
    }

    /**
     * Adds a row.
     *
     * @param line the line where it begins
     * @param number what its id says where no column holds one
     */
    void add(long line, long number, Values values) throws InvalidDataException {
        TextSource source = source();
        String id = values.id();
        String group = values.group() == null ? "" : LabelledText.stripped(values.group());
        String name = id == null ? source.file() + ":" + number : id.strip();
        Row row = new Row(source, line, name, values.text(), labels.of(values.label()), group.isEmpty() ? null : group);
        if (row.label().isEmpty()) {
            throw row.fault("the label is empty (column " + TextSource.quoted(columns.label())
                    + "). Delete the row, or give it a class by \"labels\": {\"\": \"...\"}");
        }
        if (id != null) {
            check(row);
        }
        rows.add(row);
    }

    private TextSource source() {
        return sources.get(sources.size() - 1);
    }

    /** Adds rows that are checked and in their order. */
    void addAll(List<Row> more) {
        rows.addAll(more);
    }

    private void check(Row row) throws InvalidDataException {
        String fault = LabelledText.idFault(row.id());
        if (fault != null) {
            throw row.fault(fault);
        }
        if (!ids.add(row.id())) {
            Row first = rows.stream()
                    .filter(other -> other.id().equals(row.id()))
                    .findFirst()
                    .orElse(row);
            throw row.fault("the id " + TextSource.quoted(row.id()) + " is that of line " + first.line()
                    + (first.source().equals(row.source())
                            ? ""
                            : " of " + TextSource.printable(first.source().name()))
                    + " too; ids must differ. Without \"id\" the file and the line make one");
        }
    }

    /** Returns all rows, in their order. */
    List<Row> all() {
        return rows;
    }

    /** Writes and reads rows of some sources. */
    private record Codec(List<TextSource> sources) implements SpilledList.Codec<Row> {

        @Override
        public void write(Row row, DataOutput out) throws IOException {
            out.writeInt(sources.lastIndexOf(row.source()));
            out.writeLong(row.line());
            SpilledList.writeText(row.id(), out);
            SpilledList.writeText(row.text(), out);
            SpilledList.writeText(row.label(), out);
            out.writeBoolean(row.group() != null);
            SpilledList.writeText(row.group() == null ? "" : row.group(), out);
        }

        @Override
        public Row read(DataInput in) throws IOException {
            TextSource source = sources.get(in.readInt());
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
