package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import org.bakeoff.api.DataSplits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL server on loopback, where one is installed. */
@Tag("endurance")
class PostgresTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM reviews ORDER BY number";
    private static final String PASSWORD = "${BAKEOFF_SQL_PASSWORD}";

    @TempDir
    private static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(System.getenv("BAKEOFF_SQL_USER"), System.getenv("BAKEOFF_SQL_PASSWORD"));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE reviews (number int, body text, stars int)");
            statement.execute(
                    "INSERT INTO reviews SELECT i, CASE WHEN i % 2 = 0 THEN 'great phone number ' ELSE 'awful lamp number '"
                            + " END || i, CASE WHEN i % 2 = 0 THEN 5 ELSE 1 END FROM generate_series(0, 4999) i");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void rowsOfATableAreExamples() throws IOException {
        DataSplits data = load(config(server.url(), PASSWORD, folder, QUERY, "0.2"));
        assertThat(data.train()).hasSize(4000);
        assertThat(data.test()).hasSize(1000);
        assertThat(data.notes()).isEmpty();
        assertThat(data.info().classes()).containsExactly("1", "5");
        assertThat(load(config(server.url(), PASSWORD, folder, QUERY.replaceAll(" ORDER.*", ""), "0.2"))
                        .notes())
                .singleElement()
                .asString()
                .contains("ORDER BY");
    }

    @Test
    void aChangedRowChangesTheFingerprint() throws Exception {
        SqlConfig config = config(server.url(), PASSWORD, folder, QUERY, "0.2");
        String before = new SqlDataset().fingerprint(config, Reviews.LOCAL).orElseThrow();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE reviews SET body = body || ' indeed' WHERE number = 4999");
        }
        assertThat(new SqlDataset().fingerprint(config, Reviews.LOCAL).orElseThrow())
                .isNotEqualTo(before);
    }

    @Test
    void aWrongPasswordIsRefusedWithoutShowingIt() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(server.url(), "${BAKEOFF_SQL_USER}", folder, QUERY, "0.2")))
                .withMessageStartingWith("The database can't be reached: ")
                .withMessageContaining("password authentication failed");
    }

    @Test
    void nothingIsWritten() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(
                        server.url(),
                        PASSWORD,
                        folder,
                        "WITH gone AS (DELETE FROM reviews RETURNING *) SELECT body AS text, stars AS label FROM gone",
                        "0.2")))
                .withMessageContaining("read-only");
    }

    /** In a transaction that only reads, too. */
    @Test
    void noFileIsWritten() throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT lo_from_bytea(42, 'evil')");
        }
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "bakeoff-" + UUID.randomUUID());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(
                        server.url(),
                        PASSWORD,
                        folder,
                        "SELECT body AS text, stars AS label FROM reviews WHERE lo_export(42, '" + file + "') = 1",
                        "0.2")))
                .withMessageContaining("names 'lo_export'");
        assertThat(file).doesNotExist();
    }
}
