package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.bakeoff.api.DataContext;
import org.bakeoff.toolkit.text.LabelledText;
import org.bakeoff.toolkit.text.SpilledList;
import org.jspecify.annotations.Nullable;

/** A connection to a database that is only read from. */
final class SqlSession implements AutoCloseable {

    /** DuckDB shows the query again, with a mark below it that no longer stands there once lines are broken. */
    private static final Pattern DUCKDB_EXCERPT = Pattern.compile("\\s+LINE \\d+: .*", Pattern.DOTALL);

    private static final int ROWS_AT_ONCE = 1000;

    /** The environment variable with the folder of drivers. */
    private static final String DRIVERS = "BAKEOFF_DRIVERS";

    /** Loaders of drivers, by jar: drivers register themselves for good, so that a loader for each session would leak. */
    private static final Map<Path, URLClassLoader> LOADERS = new ConcurrentHashMap<>();

    private final Connection connection;
    private final Optional<DuckDb> duckDb;
    private final DataContext context;
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean numbers;

    /** Takes the columns of one row. */
    private interface RowTaker {

        void take(long number, String text, String label, @Nullable String id, @Nullable String group)
                throws IOException;
    }

    private SqlSession(Connection connection, Optional<DuckDb> duckDb, DataContext context) {
        this.context = context;
        this.connection = connection;
        this.duckDb = duckDb;
    }

    static SqlSession open(SqlConfig config, DataContext context) throws IOException {
        DatabaseUrl.check(config.url());
        DatabaseUrl.checkValues(config.url(), context);
        Path folder = plain(Path.of(context.expand(config.folder())));
        String expanded = context.expand(config.url());
        // A URL that is a variable as a whole is the user's own.
        String url = config.url().startsWith("${") ? expanded : DatabaseUrl.inFolder(expanded, folder);
        Properties properties = new Properties();
        DatabaseUrl.restrict(url, properties);
        if (config.user() != null) {
            properties.setProperty("user", context.expand(config.user()));
        }
        if (config.password() != null) {
            properties.setProperty("password", context.expand(config.password()));
        }
        Optional<DuckDb> duckDb = DuckDb.of(url, folder);
        boolean opened = false;
        duckDb.ifPresent(embedded -> properties.putAll(embedded.properties()));
        try {
            Connection connection =
                    driver(config, url, context).connect(duckDb.map(DuckDb::url).orElse(url), properties);
            if (connection == null) {
                throw new IOException("The driver doesn't take the URL of the database; check how it begins.");
            }
            if (duckDb.isPresent()) {
                duckDb.get().prepare(connection);
            } else {
                connection.setReadOnly(true);
                // Some drivers give the rows as they come only within a transaction.
                connection.setAutoCommit(false);
            }
            opened = true;
            return new SqlSession(connection, duckDb, context);
        } catch (SQLException e) {
            throw failed("The database can't be reached: ", e);
        } catch (LinkageError e) {
            throw new IOException(
                    "The database's driver can't be loaded. DuckDB's unpacks a library into "
                            + System.getProperty("java.io.tmpdir")
                            + ", which must be a folder that can be written to and"
                            + " that code can be run from; BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another.",
                    e);
        } finally {
            if (!opened) {
                duckDb.ifPresent(DuckDb::deleteTemporary);
            }
        }
    }

    /** Returns a folder without .., which DuckDB goes back by in the names alone, and the system through links. */
    private static Path plain(Path folder) throws IOException {
        boolean back = folder.startsWith("..") || folder.toString().contains("/..");
        return back && Files.exists(folder) ? folder.toRealPath() : folder;
    }

    private static Driver driver(SqlConfig config, String url, DataContext context) throws IOException {
        ClassLoader here = SqlSession.class.getClassLoader();
        String jar = config.driver();
        ClassLoader loader = jar == null ? here : loader(jar, context);
        List<Driver> drivers = new ArrayList<>();
        try {
            ServiceLoader.load(Driver.class, loader).forEach(drivers::add);
        } catch (ServiceConfigurationError e) {
            throw new IOException("The JDBC driver " + jar + " can't be loaded: " + e.getMessage() + ".", e);
        }
        for (Driver driver : drivers) {
            try {
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            } catch (SQLException e) {
                // It isn't the one.
            }
        }
        // A secret may have several lines.
        String kind = url.replaceFirst("(?s)^(jdbc:[A-Za-z0-9+.-]*:?).*", "$1");
        throw new IOException("There is no JDBC driver for " + kind
                + " here. Download its jar from the database's maker," + " and give \"driver\": \"FILE.jar\".");
    }

    /** Returns the loader of a driver, whose jar is code and must be where the user says that drivers are. */
    private static ClassLoader loader(String jar, DataContext context) throws IOException {
        String refusal = "The JDBC driver " + jar
                + " is code, so it must be in a folder that you name, not the spec: put it into"
                + " one, and set the environment variable " + DRIVERS + " to that folder.";
        String folder = System.getenv(DRIVERS);
        if (folder == null || folder.isBlank()) {
            throw new IOException(refusal);
        }
        Path file = context.open(jar, null).toRealPath();
        if (!file.startsWith(Path.of(folder).toRealPath())) {
            throw new IOException(refusal + " It is " + folder + " now.");
        }
        URLClassLoader loader = LOADERS.get(file);
        if (loader == null) {
            loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, SqlSession.class.getClassLoader());
            LOADERS.put(file, loader);
        }
        return loader;
    }

    /** Returns the rows of a query; {@code kind} begins the ids of rows without one. */
    List<SqlRow> rows(String query, String kind, SqlConfig config) throws IOException {
        SpilledList<SqlRow> rows = new SpilledList<>(SqlRow.CODEC);
        Set<String> ids = new HashSet<>();
        CheckedQuery reading = read(query, config, (number, text, label, id, group) -> {
            SqlRow row = new SqlRow(number, id == null ? kind + "-" + number : id, text, label, group);
            String fault = id == null ? null : LabelledText.idFault(id);
            if (fault != null) {
                throw row.fault(fault);
            }
            if (id != null && !ids.add(id)) {
                throw row.fault(
                        "the id " + LabelledText.quoted(id) + " is that of an earlier row too; ids must differ. Without"
                                + " \"id\" the number of the row makes one");
            }
            rows.add(row);
        });
        if (duckDb.isPresent()) {
            try {
                JoinedLines.check(connection, query, reading.tables());
                notes.addAll(GuessedForm.notes(connection, query, reading.tables()));
            } catch (SQLException e) {
                throw fault(query, e);
            }
        }
        return rows;
    }

    /** Returns a query and the SHA-256 of its rows. */
    String fingerprint(String query, SqlConfig config) throws IOException {
        MessageDigest digest = sha256();
        read(query, config, (number, text, label, id, group) -> {
            add(digest, text);
            add(digest, label);
            add(digest, id);
            add(digest, group);
        });
        return query + "\n" + HexFormat.of().formatHex(digest.digest());
    }

    /** Returns whether a query gave fractions for labels or groups, which DuckDB also makes of names such as 1.1 and 1.10. */
    boolean hasNumbers() {
        return numbers;
    }

    /** Returns what is odd about the files of the queries. */
    Set<String> notes() {
        return notes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        int length = text == null ? -1 : bytes.length;
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (length >> shift));
        }
        digest.update(bytes);
    }

    private CheckedQuery read(String query, SqlConfig config, RowTaker taker) throws IOException {
        try {
            CheckedQuery reading = duckDb.isPresent()
                    ? CheckedQuery.of(duckDb.get(), connection, query)
                    : new CheckedQuery(ReadingQuery.of(query), Set.of(), Set.of());
            context.reads(reading.files());
            for (Path file : reading.files()) {
                CompressedFile.requireWhole(file);
            }
            if (duckDb.isPresent()) {
                FolderColumns.note(connection, query, duckDb.get().folder(), reading.files())
                        .ifPresent(notes::add);
                DuckDb.seed(connection);
                TextVolume.check(connection, reading.sql(), reading.files(), config);
                DuckDb.seed(connection);
            }
            read(reading.sql(), query, config, taker);
            return reading;
        } catch (SQLException e) {
            throw fault(query, e);
        }
    }

    private static IOException fault(String query, SQLException e) {
        return Thread.currentThread().isInterrupted()
                ? interrupted()
                : failed(
                        query.contains("://")
                                ? "The query fails; nothing is downloaded, so copy a file from the web here and name the copy: "
                                : "The query fails: ",
                        e);
    }

    private void read(String sql, String query, SqlConfig config, RowTaker taker) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                InterruptedStatement running = InterruptedStatement.of(statement)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet result = running.rows(sql)) {
                SqlColumns columns = SqlColumns.of(result.getMetaData(), config);
                numbers |= duckDb.isPresent() && columns.hasFractions(result.getMetaData());
                long number = 0;
                while (result.next()) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw interrupted();
                    }
                    number++;
                    SqlRow row = columns.row(result, number);
                    taker.take(number, row.text(), row.label(), columns.id(row), row.group());
                }
                if (number == 0) {
                    throw new IOException("The query gives no rows: " + LabelledText.quoted(query) + ".");
                }
            }
        } catch (SQLException e) {
            throw reason(sql, config, e);
        }
    }

    /** Returns why a query fails, which DuckDB's driver doesn't say of one whose rows it gives one after the other. */
    private SQLException reason(String sql, SqlConfig config, SQLException fault) throws SQLException, IOException {
        if (duckDb.isEmpty() || !String.valueOf(fault.getMessage()).contains("Invalid result set")) {
            return fault;
        }
        DuckDb embedded = duckDb.get();
        Properties properties = embedded.properties();
        properties.remove(DuckDb.STREAM);
        // A database can't be open with other properties at once.
        connection.close();
        try (Connection again = driver(config, embedded.url(), context).connect(embedded.url(), properties);
                Statement statement = again.createStatement();
                InterruptedStatement running = InterruptedStatement.of(statement)) {
            embedded.prepare(again);
            running.rows("SELECT count(COLUMNS(*)) FROM (" + ReadingQuery.withoutEnd(sql) + "\n)")
                    .close();
            return fault;
        } catch (SQLException reason) {
            return String.valueOf(reason.getMessage()).contains("Parser Error") ? fault : reason;
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while the rows of the query were read");
    }

    private static IOException failed(String what, SQLException e) {
        String message = DUCKDB_EXCERPT
                .matcher(String.valueOf(e.getMessage()))
                .replaceFirst("")
                .strip();
        String reason = message.endsWith(".") ? message : message + ".";
        return new IOException(what + reason, e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("The connection can't be closed: ", e);
        } finally {
            duckDb.ifPresent(DuckDb::deleteTemporary);
        }
    }
}
