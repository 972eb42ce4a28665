package org.bakeoff.dataset.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;
import static org.bakeoff.dataset.sql.Reviews.refusal;
import static org.bakeoff.dataset.sql.Reviews.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB leaves out of a file since it takes it for a comment or the names of columns. */
class GuessedFormTest {

    @TempDir
    private Path folder;

    /** As of tweets, some of which have their hashtags in a line of their own. */
    @Test
    void textsThatWouldEndAtAHashtagAreRefused() throws IOException {
        Files.writeString(
                folder.resolve("tweets.tsv"),
                "label\ttext\n"
                        + IntStream.range(0, 400)
                                .mapToObj(row -> (row % 2 == 0 ? "neg" : "pos") + "\tI saw it " + row
                                        + (row % 3 == 0 ? " #film today" : "")
                                        + (row % 50 == 7 ? "\n#film #cinema\n" : "\n"))
                                .collect(Collectors.joining()));
        assertThat(refusal(config(folder, "SELECT text, label FROM 'tweets.tsv'", "0.2")))
                .contains("8 lines that begin with #", "in 134 others", "comment = ''");
        assertThat(texts(config(folder, "SELECT text, label FROM read_csv('tweets.tsv', comment = '#')", "0.2")))
                .contains("I saw it 3 ");
    }

    @Test
    void linesThatAreCommentsAreNoted() throws IOException {
        Files.writeString(folder.resolve("one.csv"), "text,label\n# part one\n" + rows(""));
        assertThat(load(config(folder, "SELECT text, label FROM 'one.csv'", "0.2"))
                        .notes())
                .anySatisfy(note -> assertThat(note).contains("1 lines of", "left out as comments"));
        Files.writeString(folder.resolve("none.csv"), "text,label\n" + rows(" #1"));
        assertThat(load(config(folder, "SELECT text, label FROM 'none.csv'", "0.2"))
                        .notes())
                .noneSatisfy(note -> assertThat(note).contains("comment"));
    }

    @Test
    void aFirstRowThatIsTakenForNamesIsNoted() throws IOException {
        Files.writeString(folder.resolve("rows.csv"), rows(""));
        String query = "SELECT text, label FROM read_csv('rows.csv', names = ['text', 'label']%s)";
        assertThat(load(config(folder, query.formatted(""), "0.2")).notes())
                .anySatisfy(note -> assertThat(note).contains("a film 0", "header = false"));
        assertThat(texts(config(folder, query.formatted(", header = false"), "0.2")))
                .contains("a film 0");
    }

    /** As where files were joined, or a log has got a column. */
    @Test
    void rowsAboveThoseWithMoreFieldsAreRefused() throws IOException {
        Files.writeString(
                folder.resolve("joined.csv"), "text,label\n" + rows("") + "text,label,source\n" + rows(" two", ",web"));
        assertThat(refusal(config(folder, "SELECT text, label FROM 'joined.csv'", "0.2")))
                .contains("41 lines above", "41 of them have several fields", "skip = 41");
        assertThat(texts(config(folder, "SELECT text, label FROM read_csv('joined.csv', skip = 41)", "0.2")))
                .hasSize(40);
        Files.writeString(folder.resolve("log.csv"), rows("") + rows(" two", ",web"));
        String query = "SELECT text, label FROM read_csv('log.csv', header = false, names = ['text', 'label'%s)";
        assertThat(refusal(config(folder, query.formatted("]"), "0.2"))).contains("40 lines above");
        assertThat(texts(config(folder, query.formatted(", 'source'], null_padding = true"), "0.2")))
                .hasSize(80);
    }

    @Test
    void aTitleAboveTheTableIsNoted() throws IOException {
        Files.writeString(folder.resolve("title.csv"), "Reviews of May\ntext,label\n" + rows(""));
        assertThat(load(config(folder, "SELECT text, label FROM 'title.csv'", "0.2"))
                        .notes())
                .anySatisfy(note -> assertThat(note).contains("1 line above", "skip = 1"));
        Files.writeString(folder.resolve("blank.csv"), "\n\ntext,label\n" + rows(""));
        assertThat(load(config(folder, "SELECT text, label FROM 'blank.csv'", "0.2"))
                        .notes())
                .noneSatisfy(note -> assertThat(note).contains("above"));
        Files.writeString(
                folder.resolve("carets.csv"), ("text,label\n" + rows("") + rows("; two; three")).replace(",", "^"));
        assertThat(load(config(folder, "SELECT text, label FROM read_csv('carets.csv', delim = '^')", "0.2"))
                        .notes())
                .noneSatisfy(note -> assertThat(note).contains("above"));
    }

    private static String rows(String more) {
        return rows(more, "");
    }

    private static String rows(String more, String end) {
        return IntStream.range(0, 40)
                .mapToObj(row -> "a film " + row + more + "," + (row % 2 == 0 ? "good" : "bad") + end + "\n")
                .collect(Collectors.joining());
    }
}
