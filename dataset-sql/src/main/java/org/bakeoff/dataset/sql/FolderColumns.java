package org.bakeoff.dataset.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Finds columns that DuckDB takes from the name of a folder in which the dataset's own lies, such as {@code lang=en}: it does so for all
 * of a file's path, as for Hive's partitions, and leaves out what the file itself has there.
 */
final class FolderColumns {

    private static final Pattern NAMED = Pattern.compile("/([^/=?\\\\]+)=[^/=?]*(?=/)");

    private static final Pattern SAID = Pattern.compile("(?i)hive_partitioning");

    private static final Pattern PARQUET = Pattern.compile("(?i).*[.]parquet");

    private static final Pattern JSON = Pattern.compile("(?i).*[.](json|jsonl|ndjson)([.](gz|zst))?");

    /** Those of a pattern usually have the same columns. */
    private static final int MOST_FILES = 20;

    private FolderColumns() {}

    /** Returns a note of a column that a file has itself, and that is taken from a folder's name; empty if there is none. */
    static Optional<String> note(Connection connection, String query, Path folder, Collection<Path> files) {
        String path = folder.toAbsolutePath() + "/";
        Matcher names = NAMED.matcher(SAID.matcher(query).find() ? "" : path);
        while (names.find()) {
            String column = names.group(1);
            boolean own = files.stream()
                    .filter(file ->
                            file.toAbsolutePath().startsWith(folder.toAbsolutePath()) && Files.isRegularFile(file))
                    .limit(MOST_FILES)
                    .anyMatch(file -> has(connection, file, column));
            if (own) {
                return Optional.of("DuckDB takes the column " + LabelledText.quoted(column)
                        + " of the files from the name of the folder "
                        + LabelledText.quoted(names.group().substring(1))
                        + " above them, and not their own; read_csv('FILE', hive_partitioning = false), or the like, in the"
                        + " query takes theirs");
            }
        }
        return Optional.empty();
    }

    private static boolean has(Connection connection, Path file, String column) {
        String name = file.toString();
        String reader = PARQUET.matcher(name).matches()
                ? "read_parquet"
                : JSON.matcher(name).matches() ? "read_json" : "read_csv";
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery("SELECT column_name FROM (DESCRIBE SELECT * FROM " + reader
                        + "(" + DuckDb.quoted(DuckDb.literal(file), "'") + ", hive_partitioning = false))")) {
            boolean found = false;
            while (columns.next()) {
                found |= columns.getString(1).equalsIgnoreCase(column);
            }
            return found;
        } catch (SQLException e) {
            // The query reads it by other means.
            return false;
        }
    }
}
