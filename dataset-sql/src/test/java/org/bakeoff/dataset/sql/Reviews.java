package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.LoadingListener;
import org.bakeoff.data.Sources;
import org.bakeoff.toolkit.text.Tokenizer;

/** Made-up reviews, and how they are loaded. */
final class Reviews {

    static final DataContext LOCAL =
            new Sources(new CacheFolder(Path.of("target", "cache")), true, LoadingListener.NONE);

    private Reviews() {}

    /** Returns rows of a table with the columns body, stars and author. */
    static String csv(int rows) {
        StringBuilder csv = new StringBuilder("body,stars,author\n");
        for (int row = 0; row < rows; row++) {
            csv.append(row % 2 == 0 ? "great phone number " : "awful lamp number ")
                    .append(row)
                    .append(',')
                    .append(row % 2 == 0 ? 5 : 1)
                    .append(",a")
                    .append(row / 3)
                    .append('\n');
        }
        return csv.toString();
    }

    static SqlConfig config(Path folder, String query, String test) {
        return config(SqlConfig.DUCKDB, null, folder, query, test);
    }

    static SqlConfig config(String url, String password, Path folder, String query, String test) {
        return new SqlConfig(
                query,
                test,
                url,
                password == null ? null : "${BAKEOFF_SQL_USER}",
                password,
                null,
                folder.toString(),
                "text",
                "label",
                query.contains(" AS id") ? "id" : null,
                query.contains(", author") && !query.contains("author AS") ? "author" : null,
                Tokenizer.Kind.WORDS,
                3,
                100,
                8,
                null);
    }

    static DataSplits load(SqlConfig config) throws IOException {
        return new SqlDataset().load(config, LOCAL);
    }

    /** Writes a file of 20 rows. */
    static void write(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, csv(20));
    }

    /** Returns the texts of training and test set. */
    static List<String> texts(SqlConfig config) throws IOException {
        DataSplits data = load(config);
        return Stream.concat(data.train().stream(), data.test().stream())
                .map(Example::text)
                .toList();
    }

    /** Returns what is said of data that can't be loaded. */
    static String refusal(SqlConfig config) {
        try {
            load(config);
            throw new AssertionError("it was not refused");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Runs statements in an embedded DuckDB, such as COPY ... TO 'file.parquet'. */
    static void duckDb(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SqlConfig.DUCKDB);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
