package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;
import static org.bakeoff.dataset.sql.Reviews.refusal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a database gives, or keeps one waiting for. */
class QueryRowsTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM ";

    @TempDir
    private Path folder;

    /** DuckDB reads large data by several threads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT body AS text, stars AS label FROM 'large.parquet'",
                "SELECT text, any_value(label) AS label FROM (SELECT body AS text, stars AS label FROM 'large.parquet') GROUP BY text",
                "SELECT a.body AS text, b.stars AS label FROM 'large.parquet' AS a JOIN 'large.parquet' AS b USING (body)",
                "SELECT body AS text, stars AS label FROM 'large.parquet' USING SAMPLE 1000",
                "SELECT body AS text, stars AS label FROM 'large.parquet' ORDER BY random() LIMIT 1000"
            })
    void aQueryWithoutOrderGivesTheSameRowsEachTime(String query) throws Exception {
        Reviews.duckDb("COPY (SELECT 'word' || hash(range) AS body, range % 2 AS stars FROM range(300000)) TO '"
                + folder.resolve("large.parquet") + "'");
        SqlConfig config = config(folder, query, "0.2");
        String first = new SqlDataset().fingerprint(config, Reviews.LOCAL).orElseThrow();
        for (int time = 0; time < 3; time++) {
            assertThat(new SqlDataset().fingerprint(config, Reviews.LOCAL)).contains(first);
        }
    }

    /** DuckDB takes a column for fractions in which pandas has written 12345678.0, since a row lacks it. */
    @Test
    void largeNumbersOfGroupsAreTheSameInBothSetsWithAFractionOrWithoutOne() throws IOException {
        Files.writeString(
                folder.resolve("train.csv"),
                "text,label,author\ngood,a,12345678.0\nbad,b,\nfine,a,20000000.0\npoor,b,1e25\nodd,a,12345678.5\n");
        Files.writeString(folder.resolve("test.csv"), "text,label,author\nnice,a,12345678\nweak,b,20000000\n");
        String query = "SELECT text, label, author FROM ";
        DataSplits mixed = load(config(folder, query + "'train.csv'", query + "'test.csv'"));
        assertThat(mixed.train())
                .extracting(Example::group)
                .containsExactly("12345678", "row-2", "20000000", "1.0E25", "1.23456785E7");
        assertThat(mixed.test()).extracting(Example::group).containsExactly("12345678", "20000000");

        Files.copy(folder.resolve("train.csv"), folder.resolve("other.csv"));
        assertThat(load(config(folder, query + "'train.csv'", query + "'other.csv'"))
                        .test())
                .extracting(Example::group)
                .containsExactly("1.2345678E7", "test-2", "2.0E7", "1.0E25", "1.23456785E7");
    }

    /** A tree of a query in which each part stands with all others would take the square of its length. */
    @Test
    void aQueryMayHaveManyValues() throws IOException {
        String values = IntStream.range(0, 20_000).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String query =
                "SELECT 'word' || range AS text, range % 2 AS label FROM range(50) WHERE range IN (" + values + ")";
        assertThat(load(config(folder, query, "0.2")).train()).hasSize(40);
    }

    /** DuckDB calls itself for each, until the memory for that ends, and with it the process. */
    @Test
    void aQueryThatWouldEndTheProcessIsRefused() {
        String range = "SELECT 'word' || range AS text, range % 2 AS label FROM range(50)";
        String common = IntStream.range(1, 400)
                .mapToObj(part -> "part" + part + " AS (FROM part" + (part - 1) + ")")
                .collect(Collectors.joining(", ", "WITH part0 AS (" + range + "), ", " FROM part399"));
        assertThat(Stream.of(
                                "FROM (".repeat(12_000) + range + ")".repeat(12_000),
                                common,
                                range + ", range(1)".repeat(1_000),
                                range + " WHERE " + "NOT ".repeat(998) + "true")
                        .map(query -> Reviews.refusal(config(folder, query, "0.2"))))
                .satisfiesExactly(
                        deep -> assertThat(deep).startsWith("The query nests parentheses deeper than"),
                        parts -> assertThat(parts).startsWith("The query has more SELECTs and joins than"),
                        joins -> assertThat(joins).startsWith("The query has more SELECTs and joins than"),
                        nots -> assertThat(nots).contains("Max expression depth limit"));
    }

    /** Whether its rows are wrong far behind those that DuckDB looks at first, or the files of a pattern differ. */
    @Test
    void whatIsWrongWithAFileIsSaid() throws Exception {
        Files.writeString(folder.resolve("rows.csv"), Reviews.csv(40_000) + "one\n" + Reviews.csv(10));
        assertThat(Reviews.refusal(config(folder, QUERY + "'rows.csv';", "0.2")))
                .contains("40002");
        Files.writeString(folder.resolve("set-1.csv"), Reviews.csv(20));
        Files.writeString(folder.resolve("set-2.csv"), "text,label\nfine,1\n");
        assertThat(Reviews.refusal(config(folder, QUERY + "'set-*.csv'", "0.2")))
                .contains("set-2.csv");

        Path shop = folder.resolve("shop.db");
        Reviews.duckDb(
                "ATTACH '" + shop + "' AS shop",
                "CREATE VIEW shop.reviews AS FROM '" + folder.resolve("rows.csv") + "'");
        assertThat(Reviews.refusal(config(SqlConfig.DUCKDB + shop, null, folder, QUERY + "reviews", "0.2")))
                .contains("40002");
    }

    /** As by a query of its own. */
    @Test
    void viewsThatWouldEndTheProcessAreRefused() throws Exception {
        Path shop = folder.resolve("views.db");
        List<String> statements = new ArrayList<>(List.of(
                "ATTACH '" + shop + "' AS shop",
                "USE shop",
                "CREATE VIEW view0 AS SELECT 'word' || range AS text, range % 2 AS label FROM range(50)"));
        IntStream.range(1, 180)
                .forEach(view -> statements.add("CREATE VIEW view" + view + " AS FROM view" + (view - 1)));
        statements.add(IntStream.range(0, 200)
                .mapToObj(table -> ", range(1) AS table" + table)
                .collect(Collectors.joining("", "CREATE VIEW wide AS SELECT text, label FROM view0", "")));
        Reviews.duckDb(statements.toArray(String[]::new));
        assertThat(load(shop(shop, "view100")).train()).hasSize(40);
        assertThat(Reviews.refusal(shop(shop, "view179"))).startsWith("The query has more SELECTs and joins");
        assertThat(Reviews.refusal(shop(shop, "wide"))).startsWith("The query has more SELECTs and joins");
    }

    private SqlConfig shop(Path database, String view) {
        return config(SqlConfig.DUCKDB + database, null, folder, "SELECT text, label FROM " + view, "0.2");
    }

    @Test
    void labelsThatDuckDbTakesForFractionsAreNoted() throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        IntStream.range(0, 60)
                .forEach(row -> csv.append("word ").append(row).append(row % 2 == 0 ? ",1.1\n" : ",2.10\n"));
        Files.writeString(folder.resolve("sections.csv"), csv);
        String query = "SELECT text, label FROM ";
        assertThat(load(config(folder, query + "'sections.csv'", "0.2")).notes())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("1.1 and 1.10 are one");
        DataSplits texts =
                load(config(folder, query + "read_csv('sections.csv', types = {'label': 'VARCHAR'})", "0.2"));
        assertThat(texts.notes()).isEmpty();
        assertThat(texts.info().classes()).containsExactly("1.1", "2.10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'pipe.csv'", "read_csv(['a.csv', 'pipe.csv'])", "read_text('/dev/zero')"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatMayNeverEndIsRefused(String from) throws Exception {
        Files.writeString(folder.resolve("a.csv"), Reviews.csv(20));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe.csv").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(Reviews.refusal(config(folder, QUERY + from, "0.2"))).contains(" is no file but a pipe");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anInterruptEndsAQueryBeforeItsFirstRow() {
        SqlConfig config = config(
                folder,
                "SELECT count(*) AS text, 1 AS label FROM range(3000000) AS a, range(3000000) AS b"
                        + " WHERE (a.range * b.range) % 7 = 3",
                "0.2");
        Thread reader = Thread.currentThread();
        Thread impatient = new Thread(() -> {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                // The test has ended.
            }
            reader.interrupt();
        });
        impatient.start();
        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> load(config));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** DuckDB takes such a column for JSON, with the quotes and escapes that stand in the file. */
    @Test
    void textsOfJsonWithANumberAmongThemAreNotReadInQuotes() throws Exception {
        StringBuilder lines = new StringBuilder("{\"text\": 5, \"label\": 0}\n");
        for (int row = 0; row < 20; row++) {
            lines.append("{\"text\": \"caf\\u00e9 \\\"" + row + "\\\"\", \"label\": " + row % 2 + "}\n");
        }
        Files.writeString(folder.resolve("odd.jsonl"), lines);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(folder, "SELECT * FROM 'odd.jsonl'", "0.2")))
                .withMessageContaining("text ->> '$'");
        assertThat(load(config(folder, "SELECT text ->> '$' AS text, label FROM 'odd.jsonl'", "0.2"))
                        .train())
                .extracting(Example::text)
                .allMatch(text -> text.equals("5") || text.matches("caf\u00e9 \"\\d+\""));
    }

    @Test
    void aDatabaseOfSqliteIsInTheFolderToo() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE reviews (body, stars)");
            for (int row = 0; row < 20; row++) {
                statement.execute("INSERT INTO reviews VALUES ('great " + row + "', " + row % 2 + ")");
            }
        }
        for (String url : List.of("jdbc:sqlite:shop.db", "jdbc:sqlite:" + folder.resolve("shop.db"))) {
            assertThat(load(config(url, null, folder, QUERY + "reviews ORDER BY rowid", "0.2"))
                            .train())
                    .hasSize(16);
        }
        assertThat(refusal(config("jdbc:sqlite:none.db", null, folder, QUERY + "reviews", "0.2")))
                .contains("The database can't be reached");
        assertThat(Path.of("none.db")).doesNotExist();
    }

    /** SQLite takes any bytes for a text, and its driver puts U+FFFD for those that are none. */
    @ParameterizedTest
    @ValueSource(strings = {"CAST(x'636166e9' AS TEXT)", "x'fffe'"})
    void bytesThatAreNoTextAreRefused(String value) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE reviews (body, stars)");
            for (int row = 0; row < 20; row++) {
                statement.execute("INSERT INTO reviews VALUES ('caf\u00e9 \ufffd " + row + "', " + row % 2 + ")");
            }
        }
        SqlConfig config = config(url, null, folder, QUERY + "reviews ORDER BY rowid", "0.2");
        assertThat(load(config).train())
                .extracting(Example::text)
                .allMatch(text -> text.startsWith("caf\u00e9 \ufffd"));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO reviews VALUES (" + value + ", 1)");
        }
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config))
                .withMessageStartingWith(
                        "Row 21 of the query: the column 'text' holds bytes that are no text in UTF-8");
    }
}
