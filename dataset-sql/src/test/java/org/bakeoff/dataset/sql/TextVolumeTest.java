package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.refusal;
import static org.bakeoff.dataset.sql.Reviews.texts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of a query that DuckDB gives at once, and that take far more memory than their file. */
class TextVolumeTest {

    @TempDir
    private Path folder;

    @Test
    void textsThatDontFitInMemoryAreRefused() throws Exception {
        long most = Runtime.getRuntime().maxMemory() / 4;
        Path file = folder.resolve("bomb.parquet");
        Reviews.duckDb("COPY (SELECT repeat('word ', 2000000) AS text, range % 2 AS label FROM range("
                + (most / 10_000_000 + 20) + ")) TO '" + file + "' (COMPRESSION zstd)");
        assertThat(Files.size(file)).isLessThan(most / 10);
        assertThat(refusal(config(folder, "SELECT text, label FROM 'bomb.parquet'", "0.2")))
                .contains("2,048 rows that follow each other", (most >> 20) + " MiB", "BAKEOFF_JAVA_OPTIONS=-Xmx4g");
        String cut = "SELECT left(text, 20) || row_number() OVER () AS text, label FROM 'bomb.parquet' -- cut";
        assertThat(texts(config(folder, cut, "0.2"))).contains("word word word word 7");
    }

    @Test
    void aCompressedFileWithTheNameOfAPlainOneIsCounted() throws Exception {
        long most = Runtime.getRuntime().maxMemory() / 4;
        Path file = folder.resolve("bomb.csv");
        Reviews.duckDb("COPY (SELECT repeat('word ', 2000000) AS text, range % 2 AS label FROM range("
                + (most / 10_000_000 + 20) + ")) TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)");
        assertThat(refusal(config(folder, "SELECT text, label FROM read_parquet('bomb.csv')", "0.2")))
                .contains("2,048 rows that follow each other");
    }

    /** The driver takes them all into memory, those that nobody asks for as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s AS html",
                "%s AS grp",
                "%s::BLOB AS image",
                "('\"' || %s || '\"')::JSON AS data",
                "{'n': 1, 'page': {'n': 1, 'html': %s}} AS crawl",
                "%s AS \"a \"\"quoted\"\" one\""
            })
    void otherColumnsThatDontFitAreRefused(String column) throws Exception {
        refused(column.formatted("repeat('word ', 2000000)"));
    }

    /** DuckDB takes no expression that nests so deep as a sum of so many. */
    @Test
    void manyColumnsThatDontFitAreRefused() throws Exception {
        refused(IntStream.range(0, 1_500)
                .mapToObj(column -> "repeat('word ', 2000) AS c" + column)
                .collect(Collectors.joining(", ")));
    }

    /** Each row has 10 MB or more in these columns. */
    private void refused(String columns) throws Exception {
        long most = Runtime.getRuntime().maxMemory() / 4;
        Path file = folder.resolve("wide.parquet");
        Reviews.duckDb("COPY (SELECT 'text ' || range AS text, range % 2 AS label, "
                + columns + " FROM range(" + (most / 10_000_000 + 20) + ")) TO '"
                + file + "' (COMPRESSION zstd)");
        assertThat(Files.size(file)).isLessThan(most / 10);
        assertThat(refusal(config(folder, "FROM 'wide.parquet'", "0.2")))
                .contains("2,048 rows that follow each other", (most >> 20) + " MiB", "in place of *");
        assertThat(texts(config(folder, "SELECT text, label FROM 'wide.parquet'", "0.2")))
                .contains("text 7");
    }

    @Test
    void columnsOfAllTypesAreRead() throws Exception {
        Reviews.duckDb(
                "COPY (SELECT 'text ' || range AS text, range % 2 AS label, [1, 2] AS l, {'a': NULL, 'b': [{'c': 'x'}]} AS s,"
                        + " MAP {'a': 'b'} AS m, range::HUGEINT AS h, range::UTINYINT AS u, 1.5 AS d, true AS t, NULL AS n, 'x'::BLOB AS x,"
                        + " uuid() AS i, now() AS w, today() AS y, INTERVAL 1 DAY AS v FROM range(100)) TO '"
                        + folder.resolve("all.parquet") + "'");
        assertThat(texts(config(folder, "SELECT *, text AS other, text AS other FROM 'all.parquet'", "0.2")))
                .contains("text 7");
    }

    @Test
    void rowsDrawnAtRandomStayTheSame() throws Exception {
        Reviews.duckDb("COPY (SELECT 'text ' || range AS text, range % 2 AS label FROM range(1000)) TO '"
                + folder.resolve("some.parquet") + "'");
        SqlConfig some = config(folder, "SELECT text, label FROM 'some.parquet' WHERE random() < 0.1", "0.2");
        assertThat(texts(some)).isEqualTo(texts(some));
    }
}
