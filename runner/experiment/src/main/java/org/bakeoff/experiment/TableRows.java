package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.experiment.TableFile.InvalidTableException;
import org.bakeoff.experiment.TableFile.Row;

/** Collects the rows of a file while they fit in memory: a small compressed file can hold any number of them. */
final class TableRows {

    /** What the rows of all files may take that are read at once, in bytes. The examples that are made of them need more. */
    private static final long MOST = Runtime.getRuntime().maxMemory() / 3;

    /** What Java needs for a row and its list, for a place in the list, and for a text, in bytes. */
    private static final int ROW = 64;

    private static final int PLACE = 8;
    private static final int TEXT = 48;

    /** The first character that makes Java keep a text in two bytes for each. */
    private static final char WIDE = 0x100;

    private final Path file;
    private final long most;
    private final List<Row> rows = new ArrayList<>();
    private long bytes;

    /** Collects the rows of one of several files that are read at once. */
    TableRows(Path file, int together) {
        this.file = file;
        this.most = MOST / together;
    }

    /**
     * Adds a row.
     *
     * @throws InvalidTableException if the rows are too many for the memory
     */
    void add(long line, List<String> fields) throws InvalidTableException {
        bytes += ROW + (long) PLACE * fields.size();
        for (String field : fields) {
            bytes += field.isEmpty() ? 0 : TEXT + (long) (isWide(field) ? 2 : 1) * field.length();
        }
        check(line, bytes);
        rows.add(new Row(line, fields));
    }

    /**
     * Returns the rows, each with empty texts up to a number of fields.
     *
     * @throws InvalidTableException if that is too much for the memory
     */
    List<Row> padded(int fields) throws InvalidTableException {
        check(0, bytes + (long) PLACE * fields * rows.size());
        return rows.stream()
                .map(row -> row.fields().size() == fields ? row : new Row(row.line(), padded(row, fields)))
                .toList();
    }

    private static List<String> padded(Row row, int fields) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(row.fields());
        while (all.size() < fields) {
            all.add("");
        }
        return all;
    }

    private static boolean isWide(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= WIDE) {
                return true;
            }
        }
        return false;
    }

    private void check(long line, long needed) throws InvalidTableException {
        if (needed > most) {
            throw InvalidTableException.tooLarge(
                    file,
                    line,
                    "its rows need too much memory" + (line == 0 ? "" : " up to line " + line) + ": "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap can hold " + (most >> 20)
                            + " MiB of them");
        }
    }
}
