package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;
import static org.bakeoff.dataset.sql.Reviews.texts;
import static org.bakeoff.dataset.sql.Reviews.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a pattern in a query finds, and which links and hidden files it must not. */
class SqlPatternsTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM ";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write(folder, "target/same-name.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/same-*.csv",
                "*/same-*.csv",
                "**/*.csv",
                "ABSOLUTE/target/[s]ame-?*.csv",
                "file:ABSOLUTE/target/same-*.csv"
            })
    void aLinkToNothingThatAPatternMatchesIsRefused(String pattern) throws IOException {
        SqlConfig config = config(folder, QUERY + "'" + pattern.replace("ABSOLUTE", folder.toString()) + "'", "0.2");
        assertThat(texts(config)).hasSize(20);
        Path link = Files.createSymbolicLink(folder.resolve("target/same-link.csv"), folder.resolve("nothing"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config))
                .withMessageContaining(link + " is a symbolic link to something that isn't there");
    }

    @Test
    void aLinkToNothingInAFolderThatAPatternMatchesIsRefused() throws IOException {
        write(folder, "more/same-name.csv");
        SqlConfig config = config(folder, QUERY + "'*/same-name.csv'", "0.2");
        assertThat(texts(config)).hasSize(40);
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("third")).resolve("same-name.csv"), folder.resolve("nothing"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config))
                .withMessageContaining(link.toString());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStarsTakeNoTimeWithoutEnd() throws IOException {
        write(folder, "target/" + "a".repeat(200) + ".csv");
        assertThat(texts(config(folder, QUERY + "'target/" + "*a".repeat(20) + "*.csv'", "0.2")))
                .hasSize(20);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(folder, QUERY + "'target/" + "*a".repeat(20) + "*b.csv'", "0.2")))
                .withMessageContaining("No files found");
    }

    /** DuckDB's ** follows no link to a folder, and finds none to a file where it comes last. */
    @Test
    void aLinkThatTwoStarsDoNotFollowIsRefused(@TempDir Path elsewhere) throws IOException {
        write(elsewhere, "other.csv");
        write(folder, "target/below/deep.csv");
        Files.createSymbolicLink(folder.resolve("target/inside"), folder.resolve("target/below"));
        assertThat(texts(config(folder, QUERY + "'target/**/*.csv'", "0.2"))).hasSize(40);
        assertThat(texts(config(folder, QUERY + "read_csv('target/**')", "0.2")))
                .hasSize(40);

        Path file = Files.createSymbolicLink(folder.resolve("target/file.csv"), elsewhere.resolve("other.csv"));
        refused(file, "read_csv('target/**')");
        Files.delete(file);
        Path link = Files.createSymbolicLink(folder.resolve("target/linked"), elsewhere);
        refused(link, "'target/**/*.csv'");
    }

    /** As in an archive from somebody else. One that the query names itself is followed. */
    @Test
    void aLinkThatLeadsOutOfThePatternsFolderIsRefused(@TempDir Path elsewhere) throws IOException {
        write(elsewhere, "other.csv");
        write(folder, "target/below/deep.csv");
        Files.createSymbolicLink(folder.resolve("target/inside"), folder.resolve("target/below"));
        Files.createSymbolicLink(folder.resolve("named"), elsewhere);
        assertThat(texts(config(folder, QUERY + "'target/i*/deep.csv'", "0.2"))).hasSize(20);
        assertThat(texts(config(folder, QUERY + "'named/*.csv'", "0.2"))).hasSize(20);

        Path link = Files.createSymbolicLink(folder.resolve("target/linked"), elsewhere);
        refused(link, "'target/l*/*.csv'");
        assertThat(texts(config(folder, QUERY + "'target/[!il]*/*.csv'", "0.2")))
                .hasSize(20);
        Files.delete(link);
        Path hidden = Files.createSymbolicLink(folder.resolve("target/.linked"), elsewhere);
        refused(hidden, "'target/*/*.csv'");
        Files.delete(hidden);
        Path file = Files.createSymbolicLink(folder.resolve("target/below/file.csv"), elsewhere.resolve("other.csv"));
        refused(file, "'target/below/*.csv'");
        refused(file, "'target/**/*.csv'");
        refused(file, "'target/b*/file.csv'");
    }

    /** DuckDB would read it by each name. */
    @Test
    void aFileThatAPatternFindsTwiceIsRefused() throws IOException {
        write(folder, "data/2024/a.csv");
        Files.createSymbolicLink(folder.resolve("data/latest"), Path.of("2024"));
        Path latest = folder.resolve("data/latest/a.csv");
        for (String files : List.of("'data/*/*.csv'", "read_csv(['target/*.csv', 'data/*/*.csv'])")) {
            assertThatExceptionOfType(IOException.class)
                    .as(files)
                    .isThrownBy(() -> load(config(folder, QUERY + files, "0.2")))
                    .withMessageContaining(latest.toString())
                    .withMessageContaining("are one file by a link, so that each row would count twice");
        }
        Files.createSymbolicLink(folder.resolve("data/2024/b.csv"), Path.of("a.csv"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(folder, QUERY + "'data/2024/*.csv'", "0.2")))
                .withMessageContaining("one file");
        assertThat(texts(config(folder, QUERY + "'data/latest/a*.csv'", "0.2"))).hasSize(20);
    }

    /** As JupyterLab keeps them. */
    @Test
    void hiddenFilesThatAPatternFindsAreRefused() throws IOException {
        write(folder, "data/a.csv");
        write(folder, "data/.ipynb_checkpoints/a-checkpoint.csv");
        write(folder, "more/.a.csv");
        for (String files : List.of("'data/**/*.csv'", "'more/*.csv'", "'d*/*/*.csv'")) {
            assertThatExceptionOfType(IOException.class)
                    .as(files)
                    .isThrownBy(() -> load(config(folder, QUERY + files, "0.2")))
                    .withMessageContaining("is hidden");
        }
        assertThat(texts(config(folder, QUERY + "'data/[!.]*.csv'", "0.2"))).hasSize(20);
        assertThat(texts(config(folder, QUERY + "'data/.ipynb*/*.csv'", "0.2"))).hasSize(20);
        assertThat(texts(config(folder.resolve("data/.ipynb_checkpoints"), QUERY + "'*.csv'", "0.2")))
                .hasSize(20);
    }

    /** What it leads to is read by another name. */
    @Test
    void aLinkFromOneFolderToAnotherThatTwoStarsReadIsLeftOut() throws IOException {
        write(folder, "data/a/one.csv");
        write(folder, "data/b/two.csv");
        Files.createSymbolicLink(folder.resolve("data/a/latest"), Path.of("../b"));

        assertThat(texts(config(folder, QUERY + "'data/**/*.csv'", "0.2"))).hasSize(40);
    }

    /** DuckDB would take linked/.. for the folder itself. */
    @Test
    void aPatternThatLeadsThroughALinkAndBackIsThatOfTheSystem(@TempDir Path elsewhere) throws IOException {
        Files.createDirectory(elsewhere.resolve("[inner]"));
        Files.writeString(elsewhere.resolve("same-name.csv"), Reviews.csv(30).replace("phone", "elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("target/linked"), elsewhere.resolve("[inner]"));
        for (String files : List.of("'target/linked/../same-*.csv'", "'" + link + "/../same-*.csv'")) {
            assertThat(texts(config(folder, QUERY + files, "0.2"))).as(files).hasSize(30);
        }
        assertThat(texts(config(link.resolve(".."), QUERY + "'same-*.csv'", "0.2")))
                .hasSize(30)
                .noneMatch(text -> text.contains("phone"));
        assertThat(texts(config(folder, QUERY + "'target/../target/same-*.csv'", "0.2")))
                .hasSize(20);
    }

    private void refused(Path link, String files) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(folder, QUERY + files, "0.2")))
                .withMessageContaining(link + " is a symbolic link that leads out of");
    }
}
