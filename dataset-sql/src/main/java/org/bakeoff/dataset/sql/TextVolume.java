package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.regex.Pattern;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Refuses rows that take more memory than there is. DuckDB gives 2,048 rows at once, without a limit, and a Parquet file of some
 * kilobytes may hold a text of megabytes in each of them.
 */
final class TextVolume {

    /** How many rows DuckDB gives at once. */
    private static final int TOGETHER = 2048;

    /** Those are copied into Java's memory, where texts may take two bytes a letter. */
    private static final int SHARE = 4;

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
        String text = DuckDb.quoted(config.text(), "\"");
        String label = DuckDb.quoted(config.label(), "\"");
        String volume = "SELECT max(bytes) FROM (SELECT sum(size) AS bytes FROM (SELECT coalesce(strlen(" + text
                + "::VARCHAR), 0) + coalesce(strlen(" + label
                + "::VARCHAR), 0) AS size, row_number() OVER () AS row FROM (" + ReadingQuery.withoutEnd(query)
                + "\n)) GROUP BY row // " + TOGETHER
                + ")";
        try (Statement statement = connection.createStatement();
                InterruptedStatement running = InterruptedStatement.of(statement);
                ResultSet result = running.rows(volume)) {
            if (result.next() && result.getLong(1) > most) {
                throw new IOException("The query gives " + (result.getLong(1) >> 20)
                        + " MiB of text in some 2,048 rows that follow each other, which DuckDB gives at once; "
                        + (most >> 20)
                        + " MiB of it fit in the memory that Java may take. Cut the texts in the query, as by left("
                        + config.text() + ", 100000), or give Java more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g: "
                        + LabelledText.quoted(query) + ".");
            }
        } catch (SQLException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
    }

    /** Returns whether a file may hold more than so many bytes of text: it is compressed, or as large. */
    private static boolean mayHoldMore(Path file, long most) {
        return !PLAIN.matcher(file.toString()).matches() || file.toFile().length() > most;
    }
}
