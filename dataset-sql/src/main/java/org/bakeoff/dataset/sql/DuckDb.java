package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * The embedded DuckDB, which reads files.
 *
 * @param file the database; empty if there is none and queries read files alone
 * @param folder what the names of files are relative to
 * @param temporary where rows of a large query go for a while, a folder that only this user can look into: one that DuckDB makes is open to all
 */
record DuckDb(Optional<Path> file, Path folder, Path temporary) {

    /** The property of a connection by which rows come one after the other. */
    static final String STREAM = "jdbc_stream_results";

    /** Returns the DuckDB that a URL names; empty if it names another database. */
    static Optional<DuckDb> of(String url, Path folder) throws IOException {
        if (!url.startsWith(SqlConfig.DUCKDB)) {
            return Optional.empty();
        }
        if (url.contains(";")) {
            throw new IOException("A URL of DuckDB is jdbc:duckdb: or jdbc:duckdb:FILE, without options.");
        }
        String name = url.substring(SqlConfig.DUCKDB.length());
        if (name.isEmpty() || name.equals(":memory:")) {
            return Optional.of(new DuckDb(Optional.empty(), folder, makeTemporary()));
        }
        // A relative path could begin like an address of DuckDB's own.
        Path file = folder.resolve(name).toAbsolutePath();
        if (file.toString().contains(";")) {
            // By what follows the driver runs a script, or lets code be loaded.
            throw new IOException(
                    "A folder or database of DuckDB can't have a semicolon in its path, since options follow one: "
                            + LabelledText.quoted(file.toString()) + ". Give it another name.");
        }
        return Optional.of(new DuckDb(Optional.of(file), folder, makeTemporary()));
    }

    private static Path makeTemporary() {
        try {
            return Files.createTempDirectory("bakeoff-duckdb-");
        } catch (IOException e) {
            // Then DuckDB can't make one either, nor unpack its library.
            return Path.of(System.getProperty("java.io.tmpdir"), "bakeoff-duckdb-" + UUID.randomUUID());
        }
    }

    /** Deletes the temporary folder, once DuckDB is closed and has emptied it. */
    void deleteTemporary() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // Another connection to the same database may use it.
        }
    }

    String url() {
        return SqlConfig.DUCKDB + file.map(Path::toString).orElse("");
    }

    /** Returns the properties of a connection: nothing is downloaded, nothing written, and results are not held in memory. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(STREAM, "true");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("memory_limit", "1GB");
        // Several would give the rows of a DISTINCT, GROUP BY or JOIN in another order each time.
        properties.setProperty("threads", "1");
        // DuckDB may always read there, so it is a folder of its own.
        properties.setProperty("temp_directory", temporary.toString());
        if (file.isPresent()) {
            properties.setProperty("access_mode", "READ_ONLY");
        }
        return properties;
    }

    /**
     * Sets a connection up. The views of a database may be somebody else's: they read no files but those of the folder. Without a
     * database the query alone says what is read.
     */
    void prepare(Connection connection) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET TimeZone='UTC'");
            settings.execute("SET max_expression_depth=" + QuerySize.DEEPEST);
            if (file.isPresent()) {
                settings.execute("SET allowed_directories=["
                        + quoted(folder.toAbsolutePath().toString(), "'") + "]");
                settings.execute("SET enable_external_access=false");
            }
            settings.execute("SET lock_configuration=true");
        }
    }

    /** Has a connection draw the same rows each time, where a query asks for some at random. */
    static void seed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT setseed(0.5)");
        }
    }

    /** Returns a path as a pattern that it alone matches. */
    static String literal(Path folder) {
        return FilePattern.WILDCARD.matcher(folder.toString()).replaceAll("[$0]");
    }

    static String quoted(String text, String quote) {
        return quote + text.replace(quote, quote + quote) + quote;
    }
}
