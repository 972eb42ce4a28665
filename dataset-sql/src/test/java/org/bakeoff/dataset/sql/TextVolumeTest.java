package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.refusal;
import static org.bakeoff.dataset.sql.Reviews.texts;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(Files.size(file)).isLessThan(1 << 20);
        assertThat(refusal(config(folder, "SELECT text, label FROM 'bomb.parquet'", "0.2")))
                .contains("2,048 rows that follow each other", (most >> 20) + " MiB", "BAKEOFF_JAVA_OPTIONS=-Xmx4g");
        String cut = "SELECT left(text, 20) || row_number() OVER () AS text, label FROM 'bomb.parquet' -- cut";
        assertThat(texts(config(folder, cut, "0.2"))).contains("word word word word 7");
    }

    @Test
    void rowsDrawnAtRandomStayTheSame() throws Exception {
        Reviews.duckDb("COPY (SELECT 'text ' || range AS text, range % 2 AS label FROM range(1000)) TO '"
                + folder.resolve("some.parquet") + "'");
        SqlConfig some = config(folder, "SELECT text, label FROM 'some.parquet' WHERE random() < 0.1", "0.2");
        assertThat(texts(some)).isEqualTo(texts(some));
    }
}
