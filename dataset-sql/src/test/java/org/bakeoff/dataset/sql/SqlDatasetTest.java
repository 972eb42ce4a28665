package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'FOLDER/evil.csv'"
            })
    void queriesOnlyRead(String query) {
        assertThat(refusal(query.replace("FOLDER", folder.toString())))
                .startsWith("A query is one statement that reads");
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

    @Test
    void aUrlOfDuckDbTakesNoOptions() throws IOException {
        Path script = Files.writeString(
                folder.resolve("init.sql"), "COPY (SELECT 1) TO '" + folder.resolve("evil.csv") + "'");
        assertThat(refusal(SqlConfig.DUCKDB + ";session_init_sql_file=" + script, QUERY + "'a.csv'"))
                .contains("options");
        assertThat(folder.resolve("evil.csv")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-100000000", "1e100000000"})
    void aShareHasFewDigits(String share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(folder, QUERY + "'a.csv'", share))
                .withMessageContaining("\"test\"");
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

    @Test
    void theStartOfAQueryIsFoundInTimeThatGrowsWithIt() throws IOException {
        assertThat(ReadingQuery.of("/**/".repeat(100_000) + "(".repeat(100_000) + "select 1; "))
                .endsWith("select 1");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ReadingQuery.of("/**/".repeat(100_000) + "INSERT"));
    }

    @Test
    void aDriverIsCodeAndComesFromAFolderThatTheUserNames() {
        SqlConfig known = config("jdbc:none:x", null, folder, QUERY + "'a.csv'", "0.2");
        SqlConfig driver = new SqlConfig(
                known.query(),
                known.test(),
                known.url(),
                null,
                null,
                folder.resolve("driver.jar").toString(),
                known.folder(),
                known.text(),
                known.label(),
                null,
                null,
                known.tokenizer(),
                known.ngram(),
                known.vocabulary(),
                known.length(),
                null);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(driver))
                .withMessageContaining("BAKEOFF_DRIVERS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;INIT=CREATE ALIAS RUN AS 'String run() { return null\\; }'",
                "jdbc:h2:mem:x",
                "jdbc:h2:./beside-the-spec",
                "jdbc:H2:${HOME}",
                "jdbc:p6spy:h2:mem:x",
                "jdbc:hsqldb:file:x",
                "jdbc:derby:x",
                "jdbc:ucanaccess://x.accdb",
                "jdbc:sqlite:${HOME}:resource:http://h/a.db",
                "jdbc:h2:tcp://h/x;INIT=RUNSCRIPT FROM 'a.sql'",
                "jdbc:sqlite:a.db?enable_load_extension=true",
                "jdbc:sqlite::resource:http://h/a.db",
                "jdbc:postgresql://h/a?user=b&socketFactory=C&socketFactoryArg=d",
                "jdbc:postgresql://h/a?%73ocketFactory=C",
                "jdbc:mysql://(host=h,autoDeserialize=true)/a",
                "jdbc:mysql://h/a?queryInterceptors=${HOME}",
                "jdbc:calcite:model=inline:{}",
                "jdbc:ignite:cfg://http://h/beans.xml",
                "jdbc:none://h/a?user=b%26socketFactory%3DC",
                "jdbc:none://h/a;user=b%3bINIT=C",
                "${HOME}jdbc:h2:mem:x",
                "${HOME}jd${HOME}bc:h2:mem:x",
                "jdbc:${HOME}h2:mem:x"
            })
    void aUrlSaysWhereADatabaseIsAndNothingByWhichADriverRunsCode(String url) {
        assertThat(refusal(url, QUERY + "reviews"))
                .startsWith("\"url\" ")
                .endsWith("put the whole URL into an environment variable, and give \"url\": \"${NAME}\".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:none://localhost/shop?user=reader&password=${HOME}&currentSchema=a&sslmode=require",
                "jdbc:none://h:1433;databaseName=a;encrypt=true;trustServerCertificate=true;user=${HOME}",
                "jdbc:none:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1)))"
                        + "(CONNECT_DATA=(SERVICE_NAME=a)))",
                "jdbc:none://h:50000/a:user=b;password=${HOME};",
                "jdbc:none://h/a?authToken=${HOME}",
                "jdbc:none://h/a?sslcert=/c.pem&sslkey=c.key&user=100%25"
            })
    void aUrlThatSaysWhereADatabaseIsReachesTheDriver(String url) {
        assertThat(refusal(url, QUERY + "reviews")).startsWith("There is no JDBC driver for jdbc:none:");
    }

    @Test
    void aFoldersNameGivesDuckDbNoOptions() throws Exception {
        Path written = folder.resolve("written.csv");
        Files.writeString(folder.resolve("x.sql"), "COPY (SELECT 1) TO '" + written + "';");
        Reviews.duckDb("ATTACH '" + folder.resolve("a.db") + "'");
        Path odd = Path.of(folder.resolve("a.db") + ";session_init_sql_file=" + folder);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config("jdbc:duckdb:x.sql", null, odd, QUERY + "reviews", "0.2")))
                .withMessageContaining("can't have a semicolon in its path");
        assertThat(written).doesNotExist();
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
    void aUrlInAVariableIsTheUsersOwn() {
        assertThat(refusal("${HOME}", QUERY + "reviews")).startsWith("There is no JDBC driver for ");
        assertThat(refusal("${HOME}?currentSchema=a", QUERY + "reviews")).startsWith("There is no JDBC driver for ");
    }

    @Test
    void driversAreToldToReadAlone() {
        Properties properties = new Properties();
        DatabaseUrl.restrict("jdbc:sqlite:a.db", properties);
        assertThat(properties).containsExactly(Map.entry("open_mode", "1"));
        DatabaseUrl.restrict("jdbc:mysql://h/a", properties);
        assertThat(properties)
                .containsEntry("allowLoadLocalInfile", "false")
                // What MariaDB's driver calls it, which takes a URL of MySQL.
                .containsEntry("allowLocalInfile", "false");
        properties.clear();
        DatabaseUrl.restrict("JDBC:mysql+srv://h/a", properties);
        assertThat(properties).containsEntry("allowLoadLocalInfile", "false");
        // Other drivers that are made of MariaDB's, and one that passes a URL on to it.
        for (String kind : List.of("oceanbase", "singlestore", "p6spy:mariadb", "aws-wrapper:mysql")) {
            properties.clear();
            DatabaseUrl.restrict("jdbc:" + kind + "://h/a", properties);
            assertThat(properties).as(kind).containsEntry("allowLocalInfile", "false");
        }
        properties.clear();
        DatabaseUrl.restrict("jdbc:postgresql://h/mysql", properties);
        assertThat(properties).isEmpty();
    }

    @Test
    void nothingIsDownloaded() {
        assertThat(refusal(QUERY + "'https://127.0.0.1:1/reviews.parquet'")).contains("nothing is downloaded");
    }

    @Test
    void secretsDoNotStandInASpec() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("jdbc:postgresql://localhost/a?user=b&password=c", null, folder, QUERY, "0.2"))
                .withMessageNotContaining("password=c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("jdbc:mysql://b:c@localhost/a", null, folder, QUERY, "0.2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("jdbc:mysql://(host=h,password=c1)/a", null, folder, QUERY, "0.2"))
                .withMessageNotContaining("c1");
        for (String url : List.of(
                "jdbc:db2://h:50000/a:password=c1;user=b;",
                "jdbc:teradata://h/PASSWORD=c1,USER=b",
                "jdbc:informix-sqli://h:1/a:trustStorePassword=c1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> config(url, null, folder, QUERY, "0.2"))
                    .withMessageNotContaining("c1");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("jdbc:postgresql://localhost/a", "c", folder, QUERY, "0.2"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        load(config("jdbc:postgresql://localhost/a", "${NO_SUCH_VARIABLE}", folder, QUERY, "0.2")))
                .withMessageContaining("NO_SUCH_VARIABLE");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config("jdbc:oracle:thin:@localhost", null, folder, QUERY, "0.2")))
                .withMessageContaining("There is no JDBC driver for jdbc:oracle:");
    }

    private String refusal(String query) {
        return refusal(SqlConfig.DUCKDB, query);
    }

    private String refusal(String url, String query) {
        try {
            load(config(url, null, folder, query, "0.2"));
            throw new AssertionError("it was not refused");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> texts(List<Example> examples) {
        return examples.stream().map(Example::text).toList();
    }
}
