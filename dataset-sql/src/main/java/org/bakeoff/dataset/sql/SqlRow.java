package org.bakeoff.dataset.sql;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.SpilledList;
import org.jspecify.annotations.Nullable;

/**
 * A row of a query.
 *
 * @param number its number in the result, from 1
 * @param id its name
 * @param text its text
 * @param label the name of its class
 * @param group its group; null if it has none
 */
record SqlRow(
        long number,
        String id,
        String text,
        String label,
        @Nullable String group) implements LabelledText {

    /** Writes and reads rows. */
    static final SpilledList.Codec<SqlRow> CODEC = new SpilledList.Codec<>() {
        @Override
        public void write(SqlRow row, DataOutput out) throws IOException {
            out.writeLong(row.number());
            SpilledList.writeText(row.id(), out);
            SpilledList.writeText(row.text(), out);
            SpilledList.writeText(row.label(), out);
            String group = row.group();
            out.writeBoolean(group != null);
            SpilledList.writeText(group == null ? "" : group, out);
        }

        @Override
        public SqlRow read(DataInput in) throws IOException {
            long number = in.readLong();
            String id = SpilledList.readText(in);
            String text = SpilledList.readText(in);
            String label = SpilledList.readText(in);
            boolean grouped = in.readBoolean();
            String group = SpilledList.readText(in);
            return new SqlRow(number, id, text, label, grouped ? group : null);
        }
    };

    @Override
    public IOException fault(String what) {
        return new IOException("Row " + number + " of the query: " + what);
    }

    @Override
    public IOException sourceFault(String what) {
        return new IOException("The rows of the query: " + what);
    }
}
