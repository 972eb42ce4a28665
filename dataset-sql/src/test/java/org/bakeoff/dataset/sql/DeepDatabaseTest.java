package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.refusal;
import static org.bakeoff.dataset.sql.Reviews.texts;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of DuckDB in which something nests so deep that opening one needs far more memory for calls than a thread has. */
@Tag("endurance")
class DeepDatabaseTest {

    private static final int LEVELS = 8000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE deep (x INT, CHECK (%s > 0))",
                "CREATE TABLE deep (x INT DEFAULT (%s))",
                "CREATE TABLE deep (x INT, y INT GENERATED ALWAYS AS (%s))",
                "CREATE TYPE deep AS INT%s"
            })
    void theRowsOfATableAreRead(String definition) throws Exception {
        write(definition);
        assertThat(texts(config("jdbc:duckdb:deep.db", null, folder, "SELECT text, label FROM reviews", "0.2")))
                .hasSize(20)
                .contains("great 4");
        assertThat(new SqlDataset()
                        .fingerprint(
                                config("jdbc:duckdb:deep.db", null, folder, "SELECT text, label FROM reviews", "0.2"),
                                Reviews.LOCAL))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW deep AS SELECT text, label, %s AS y FROM (SELECT *, 1 AS x FROM reviews)",
                "CREATE MACRO deep(x) AS %s"
            })
    void aViewOrAMacroIsRefused(String definition) throws Exception {
        write(definition);
        String query = definition.contains("VIEW")
                ? "SELECT text, label FROM deep"
                : "SELECT text, label || deep(1) AS label FROM reviews";
        assertThat(refusal(config("jdbc:duckdb:deep.db", null, folder, query, "0.2")))
                .contains("nests parentheses deeper than 250");
    }

    @Test
    void anInterruptEndsTheReading() throws Exception {
        SqlConfig endless =
                config(folder, "SELECT 'a' || range AS text, range % 2 AS label FROM range(10000000000)", "0.2");
        String[] message = new String[1];
        boolean[] flag = new boolean[1];
        Thread interrupted = new Thread(() -> {
            message[0] = refusal(endless);
            flag[0] = Thread.currentThread().isInterrupted();
        });
        interrupted.start();
        Thread.sleep(1500);
        interrupted.interrupt();
        interrupted.join();
        assertThat(message[0]).contains("interrupted");
        assertThat(flag[0]).isTrue();
    }

    private void write(String definition) throws Exception {
        boolean type = definition.contains("TYPE");
        String x = definition.contains("DEFAULT") ? "1" : "x";
        String deep = type ? "[]".repeat(LEVELS / 2) : "(".repeat(LEVELS) + x + "+1)".repeat(LEVELS);
        Throwable[] fault = new Throwable[1];
        Thread writer = new Thread(
                null,
                () -> {
                    try {
                        Reviews.duckDb(
                                "ATTACH '" + folder.resolve("deep.db") + "' AS written",
                                "USE written",
                                "SET max_expression_depth = 1000000",
                                "CREATE TABLE reviews AS SELECT CASE WHEN i % 2 = 0 THEN 'great ' ELSE 'awful ' END || i AS text,"
                                        + " i % 2 AS label FROM range(20) r(i)",
                                definition.replace("%s", deep),
                                "CHECKPOINT written");
                    } catch (Exception e) {
                        fault[0] = e;
                    }
                },
                "writer",
                1L << 30);
        writer.start();
        writer.join();
        assertThat(fault[0]).isNull();
    }
}
