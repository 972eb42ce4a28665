package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.sql.Reviews.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a database gives, or keeps one waiting for. */
class QueryRowsTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM ";

    @TempDir
    private Path folder;

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
}
