package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in texts: what is taken out, and what stays. */
class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://u:p1@host/a?token=t1&x=y1#z | https://***:***@host/a?token=***&x=***#z",
                "https://t1@host/a | https://***@host/a",
                "https://u:p/1@host/a?b1 | https://***:***@host/a?***",
                "https://u:p?1#2@host:80/a | https://***:***@host:80/a",
                "https://u:p@1@host/a | https://***:***@host/a",
                "https:u:p1@host/a | https:***:***@host/a",
                "https://u:p 1@host/a b?t=c d | https://***:***@host/a b?t=***",
                "https://host:8080/@scope/a.csv | https://host:8080/@scope/a.csv",
                "https://[::1]:8080/a | https://[::1]:8080/a",
                "https://host/a?raw=true&download=1&page=12345&pin=123 | https://host/a?raw=true&download=1&page=***&pin=***",
                "https://host/a;jsessionid=s1 | https://host/a;jsessionid=***",
                "https://host/a#access_token=t1 | https://host/a#access_token=***",
                "https://${U}:${P}@host/${A}?t=${T} | https://${U}:${P}@host/${A}?t=${T}",
                "https://reader:${P}@host/a?t=s1 | https://reader:${P}@host/a?t=***",
                "https://host/a?t=s1${T} | https://host/a?t=***",
                "spark://u:p1@h1:7077,h2:7077 | spark://***:***@h1:7077,h2:7077",
                "spark://h1:7077,h2:7077 | spark://h1:7077,h2:7077",
                "s3a://key1:secret1@bucket/run | s3a://***:***@bucket/run",
                "file:///a@b/c?d=e1 | file:///a@b/c?d=e1",
                "/home/a@b/c.csv | /home/a@b/c.csv",
                "C:\\data\\a.csv | C:\\data\\a.csv",
                "data/${SET}/***.csv | data/${SET}/***.csv",
                "jdbc:duckdb: | jdbc:duckdb:",
                "jdbc:postgresql://db/r?user=u&password=${P} | jdbc:postgresql://db/r?user=u&password=${P}",
                "jdbc:postgresql://db/r?user=u1&password=p1 | jdbc:postgresql://db/r?user=***&password=***",
                "jdbc:sqlserver://db:1433;databaseName=d1;password=p1 | jdbc:sqlserver://db:1433;databaseName=***;password=***",
                "jdbc:oracle:thin:scott/tiger1@//db:1521/s | jdbc:oracle:***:***@//db:1521/s",
                "jdbc:mysql://address=(host=h)(user=u1)(password=p1)/d | jdbc:mysql://address=(host=h)(user=***)(password=***)/d",
                "jdbc:h2:mem:x;USER=sa1;PASSWORD=p1 | jdbc:h2:mem:x;USER=***;PASSWORD=***",
                "jdbc:mysql://(host=h,port=1,user=u1,password=p1,2)/d | jdbc:mysql://(host=h,port=1,user=***,password=***)/d",
                "jdbc:db2://h:50000/db:password=p1;user=u1; | jdbc:db2://h:50000/db:password=***;user=***;",
                "jdbc:db2://h:50000/db:user=u1;password=p1; | jdbc:db2://h:50000/db:user=***;password=***;",
                "jdbc:db2:db:password=p#1/2;a=b1 | jdbc:db2:db:password=***#***;a=***",
                "jdbc:teradata://h/PASSWORD=p1,USER=u1,TMODE=ANSI | jdbc:teradata://h/PASSWORD=***,USER=***,TMODE=***",
                "jdbc:teradata://h/TMODE=ANSI,PASSWORD=p/1:b=c1 | jdbc:teradata://h/TMODE=ANSI,PASSWORD=***:b=***",
                "jdbc:informix-sqli://h:1/db:password=p1 | jdbc:informix-sqli://h:1/db:password=***",
                "jdbc:db2://h:50000/db:password=${P};user=u; | jdbc:db2://h:50000/db:password=${P};user=u;",
                "jdbc:mysql://address=(host=h)(password=${P})/d | jdbc:mysql://address=(host=h)(password=${P})/d",
                "https://host/token=t1/a.csv | https://host/token=***/a.csv",
                "https://host:80/year=2024/a.csv | https://host:80/year=2024/a.csv"
            })
    void urlsLoseTheirSecrets(String url, String shown) {
        assertThat(Redaction.value(url)).isEqualTo(shown);
        assertThat(Redaction.value(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Can't connect to https://u:p1@host/a?t=b1: nothing listens. | Can't connect to https://***:***@host/a?t=***: nothing listens.",
                "Error in url \"jdbc:postgresql://db/r?password=p1\" (08001) | Error in url \"jdbc:postgresql://db/r?password=***\" (08001)",
                "There is no file /data/htps/u:p1@host/a?t=b1. | There is no file /data/htps/***:***@host/a?t=***.",
                "a: b; c? line 3, column 5 | a: b; c? line 3, column 5",
                "SELECT a AS \"b\" FROM 'x.csv' WHERE c = ? | SELECT a AS \"b\" FROM 'x.csv' WHERE c = ?"
            })
    void sentencesLoseTheSecretsOfTheirUrls(String text, String shown) {
        assertThat(Redaction.text(text)).isEqualTo(shown);
        assertThat(Redaction.text(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", "a.", "a:", ".", "a@", "?a", "a=", "a/", ":/", "://", "b;", "jdbc:", "${A}", "/pin=", ":a ", ": ",
                "/key"
            })
    void longTextsTakeTimeInProportion(String part) {
        String text = part.repeat(50_000 / part.length());
        assertThat(Redaction.text(text + "@")).isNotEmpty();
        assertThat(Redaction.value("http://" + text)).isNotEmpty();
        assertThat(Redaction.value("http://user:" + text + "@host")).isNotEmpty();
        assertThat(Redaction.value("jdbc:db2://h/d:password=" + text)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "-Xmx1g -Dhttp.proxyPassword=p1 -Da=b | -Xmx1g -Dhttp.proxyPassword=*** -Da=b",
                "-Dmy.token='p 1' \"-Dmy.password=p 2\" -ea | -Dmy.token=*** \"-Dmy.password=*** -ea",
                "-Dmine=https://u1:p1@h/a -javaagent:a.jar=host=h,licenseKey=p1 | -Dmine=*** -javaagent:a.jar=host=h,licenseKey=***",
                "-XX:ReservedCodeCacheSize=64m -Dbakeoff.log=DEBUG | -XX:ReservedCodeCacheSize=64m -Dbakeoff.log=DEBUG"
            })
    void optionsOfTheJvmLoseTheirSecrets(String options, String shown) {
        assertThat(Redaction.options(options)).isEqualTo(shown);
    }

    @Test
    void aRedactedValueIsRecognized() {
        assertThat(Redaction.isRedacted("https://***:***@host/a")).isTrue();
        assertThat(Redaction.isRedacted("***")).isTrue();
        assertThat(Redaction.isRedacted("data/***.csv")).isFalse();
    }

    @Test
    void knownSecretsAreReplacedWhereverTheyStand() {
        SecretFilter filter = new SecretFilter()
                .add("jdbc:x://db/r?user=somebody-1&password=p%404x&a=b")
                .add("https://host/${BAKEOFF_TEST_SECRET}/a")
                .add("jdbc:teradata://h/PASSWORD='q,4x',USER=somebody-2");
        String variable = System.getenv("BAKEOFF_TEST_SECRET");

        assertThat(filter.filtered("p@4x of somebody-1 isn't p%404x; " + variable + " a b; 'q,4x' of somebody-2"))
                .isEqualTo("*** of *** isn't ***; ${BAKEOFF_TEST_SECRET} a b; *** of ***");

        Throwable clean = new IOException("fine", new SQLException("fine, too"));
        assertThat(filter.filtered(clean)).isSameAs(clean);
        Throwable filtered = filter.filtered(new IOException("fine", new SQLException("no p@4x")));
        assertThat(filtered).isNotNull().hasMessage("java.io.IOException: fine");
        assertThat(filtered.getCause()).hasMessage("java.sql.SQLException: no ***");
        assertThat(filtered.getStackTrace()).isNotEmpty();
    }

    @Test
    void variablesAreExpanded() throws IOException {
        String variable = System.getenv("BAKEOFF_TEST_SECRET");
        assertThat(new VariableText("a${BAKEOFF_TEST_SECRET}b$${c}$d").expanded())
                .isEqualTo("a" + variable + "b${c}$d");
        assertThat(new VariableText("${BAKEOFF_TEST_SECRET}").values())
                .containsExactly(Map.entry("BAKEOFF_TEST_SECRET", variable));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${BAKEOFF_NOT_SET}", "a${", "${}", "${a b}", "${a", "$${${1}"})
    void whatNamesNoVariableIsRefused(String text) {
        assertThat(new VariableText(text).fault()).isPresent();
        assertThatIOException().isThrownBy(() -> new VariableText(text).expanded());
    }

    @Test
    void aTextTakesNoMoreTimeThanItIsLong() {
        assertThat(Redaction.text("=a:".repeat(300_000))).hasSize(900_000);
    }
}
