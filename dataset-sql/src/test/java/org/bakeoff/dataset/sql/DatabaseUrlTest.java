package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs of databases, their drivers and their secrets: a spec may be somebody else's. */
class DatabaseUrlTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM ";

    @TempDir
    private Path folder;

    @BeforeEach
    void reviews() throws IOException {
        Files.writeString(folder.resolve("a.csv"), Reviews.csv(20));
    }

    @Test
    void aUrlOfDuckDbTakesNoOptions() throws IOException {
        Path script = Files.writeString(
                folder.resolve("init.sql"), "COPY (SELECT 1) TO '" + folder.resolve("evil.csv") + "'");
        assertThat(refusal(SqlConfig.DUCKDB + ";session_init_sql_file=" + script, QUERY + "'a.csv'"))
                .contains("options");
        assertThat(folder.resolve("evil.csv")).doesNotExist();
    }

    /** The driver of SQLite takes what follows a question mark for settings: this one lets a query load a library. */
    @Test
    void aFolderSetsNothingInTheUrlOfSqlite() throws IOException {
        Path evil = Files.createDirectory(folder.resolve("evil?enable_load_extension=true&x="));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(
                        "jdbc:sqlite:a.db",
                        null,
                        evil,
                        "SELECT body AS text, stars AS label, load_extension('./x.so') FROM reviews",
                        "0.2")))
                .withMessageStartingWith(
                        "A relative file of SQLite can't be in a folder with a question mark in its path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://reader:${BAKEOFF_TEST_ODD_SECRET}@localhost:1/shop",
                "jdbc:oracle:thin:reader/${BAKEOFF_TEST_ODD_SECRET}@//localhost:1/shop",
                "jdbc:postgresql://localhost:1/shop?user=reader&password=${BAKEOFF_TEST_ODD_PROPERTY}",
                "jdbc:db2://localhost:1/shop:password=${BAKEOFF_TEST_ODD_LISTED};user=reader;",
                "jdbc:teradata://localhost/PASSWORD=${BAKEOFF_TEST_ODD_LISTED}",
                "jdbc:mysql://address=(host=localhost)(port=1)(password=${BAKEOFF_TEST_ODD_ENCLOSED})/shop"
            })
    void aVariableMayNotEndWhatItStandsInWithinAUrl(String url) {
        assertThat(refusal(url, QUERY + "reviews"))
                .contains("has a character that means something else", "\"password\": \"${BAKEOFF_TEST_ODD_")
                .doesNotContain("7q");
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

    /** As a private key has. */
    @Test
    void aSecretOfSeveralLinesIsNotShown() {
        assertThat(refusal("jdbc:none:a\nplanted\nplanted", QUERY + "reviews"))
                .startsWith("There is no JDBC driver for jdbc:none: here. ")
                .doesNotContain("planted");
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

    private String refusal(String url, String query) {
        return Reviews.refusal(config(url, null, folder, query, "0.2"));
    }
}
