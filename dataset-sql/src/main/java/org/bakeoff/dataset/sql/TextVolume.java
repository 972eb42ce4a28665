package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.ZstdInputStream;

/**
 * Refuses rows that take more memory than there is. DuckDB gives 2,048 rows at once, without a limit, and a Parquet file of some
 * kilobytes may hold a text of megabytes in each of them.
 */
final class TextVolume {

    /** How many rows DuckDB gives at once. */
    private static final int TOGETHER = 2048;

    /** Those are copied into Java's memory, where texts may take two bytes a letter. */
    private static final int SHARE = 4;

    /** More structures than a table has, within each other and side by side. */
    private static final int MOST_STRUCTURES = 1000;

    /** Types whose values have a size of their own, or in lists and maps, of which DuckDB gives no more than its memory holds. */
    private static final Pattern BOUNDED =
            Pattern.compile("(?s)U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|BOOLEAN|FLOAT|DOUBLE|DECIMAL.*"
                    + "|DATE|TIME.*|INTERVAL|UUID|\"NULL\"|MAP\\(.*|.*\\]");

    /** What takes as many bytes as its texts. */
    private static final Pattern PLAIN = Pattern.compile("(?i).*[.](csv|tsv|txt|json|jsonl|ndjson)");

    private TextVolume() {}

    /**
     * Requires that what a query gives at once fits in memory. Where the query fails, whoever runs it says why.
     *
     * @param files what it reads
     */
    static void check(Connection connection, String query, Collection<Path> files, SqlConfig config)
            throws SQLException, IOException {
        long most = Runtime.getRuntime().maxMemory() / SHARE;
        if (files.stream().noneMatch(file -> mayHoldMore(file, most))) {
            return;
        }
        String rows = "FROM (" + ReadingQuery.withoutEnd(query) + "\n)";
        try {
            check(connection, query, sizes(connection, rows), rows, most, config);
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
    }

    private static void check(
            Connection connection, String query, List<String> sizes, String rows, long most, SqlConfig config)
            throws SQLException, IOException {
        if (sizes.isEmpty()) {
            return;
        }
        String volume =
                "SELECT max(bytes) FROM (SELECT sum(size) AS bytes FROM (SELECT list_sum([" + String.join(", ", sizes)
                        + "]) AS size, row_number() OVER () AS row " + rows
                        + ") GROUP BY row // " + TOGETHER
                        + ")";
        try (Statement statement = connection.createStatement();
                InterruptedStatement running = InterruptedStatement.of(statement);
                ResultSet result = running.rows(volume)) {
            if (result.next() && result.getLong(1) > most) {
                throw new IOException("The query gives " + (result.getLong(1) >> 20)
                        + " MiB of text in some 2,048 rows that follow each other, which DuckDB gives at once; "
                        + (most >> 20)
                        + " MiB of it fit in the memory that Java may take. Name the columns that are needed in place of *,"
                        + " cut the texts in the query, as by left("
                        + config.text() + ", 100000), or give Java more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g: "
                        + LabelledText.quoted(query) + ".");
            }
        }
    }

    /**
     * Returns what computes the bytes of each value that has no size of its own: texts, bytes, and those in structures.
     *
     * @param rows the query, after FROM
     */
    private static List<String> sizes(Connection connection, String rows) throws SQLException {
        List<String> sizes = new ArrayList<>();
        Deque<String> structures = new ArrayDeque<>(List.of(""));
        for (int looks = 0; !structures.isEmpty() && looks < MOST_STRUCTURES; looks++) {
            String structure = structures.remove();
            String fields = structure.isEmpty() ? "*" : "unnest(" + structure + ")";
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("DESCRIBE SELECT " + fields + " " + rows)) {
                for (int place = 1; found.next(); place++) {
                    String value = structure.isEmpty()
                            ? DuckDb.quoted(found.getString("column_name"), "\"")
                            : "struct_extract_at(" + structure + ", " + place + ")";
                    String type = found.getString("column_type");
                    if (BOUNDED.matcher(type).matches()) {
                        continue;
                    }
                    if (type.startsWith("STRUCT(")) {
                        structures.add(value);
                    } else {
                        sizes.add("coalesce(" + size(type, value) + ", 0)");
                    }
                }
            }
        }
        return sizes;
    }

    private static String size(String type, String value) {
        return switch (type) {
            case "VARCHAR", "JSON" -> "strlen(" + value + ")";
            case "BLOB" -> "octet_length(" + value + ")";
            // As that of an enumeration, or one that a database has named.
            default -> "strlen(" + value + "::VARCHAR)";
        };
    }

    /** Returns whether a file may hold more than so many bytes of text: it is compressed, whatever its name says, or as large. */
    private static boolean mayHoldMore(Path file, long most) {
        return !PLAIN.matcher(file.toString()).matches() || file.toFile().length() > most || isCompressed(file);
    }

    private static boolean isCompressed(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            return start.equals("PAR1")
                    || start.startsWith("\u001f\u008b")
                    || ZstdInputStream.isZstd(start.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // The query says what is wrong.
            return true;
        }
    }
}
