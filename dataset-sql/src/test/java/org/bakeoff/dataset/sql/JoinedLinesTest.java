package org.bakeoff.dataset.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.texts;
import static org.bakeoff.dataset.sql.Reviews.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that quotation marks join, as DuckDB reads them where these are a part of the texts. */
class JoinedLinesTest {

    @TempDir
    private Path folder;

    /** As in files of GLUE, and those that Python writes without quotes. */
    @Test
    void rowsThatQuotationMarksJoinAreRefused() throws IOException {
        StringBuilder rows = new StringBuilder("text\tlabel\n");
        IntStream.range(0, 40)
                .forEach(row -> rows.append(row == 10 ? "\"Sure, " : "So, ")
                        .append(row)
                        .append(row == 20 ? "\"\t" : "\t")
                        .append(row % 2)
                        .append('\n'));
        Files.writeString(folder.resolve("glue.tsv"), rows);
        Path zipped = folder.resolve("glue-1.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(rows.toString().getBytes(UTF_8));
        }
        String query = "SELECT text, label FROM ";
        for (String files : List.of("'glue.tsv'", "'*.tsv.gz'")) {
            assertThat(Reviews.refusal(config(folder, query + files, "0.2")))
                    .as(files)
                    .contains("has 40 rows, of which quotation marks would make 30", "quote = ''");
        }
        // A query may clean its texts, or leave out those of several lines.
        for (String some : List.of(
                "SELECT regexp_replace(text, '\\s+', ' ', 'g') AS text, label FROM 'glue.tsv'",
                "SELECT text, label FROM 'glue.tsv' WHERE length(text) < 20")) {
            assertThat(Reviews.refusal(config(folder, some, "0.2"))).as(some).contains("has 40 rows");
        }
        assertThat(texts(config(folder, query + "read_csv('glue.tsv', delim = '\t', quote = '')", "0.2")))
                .hasSize(40)
                .contains("\"Sure, 10");
        assertThat(texts(config(folder, query + "read_csv('glue.tsv', quote = '\"')", "0.2")))
                .hasSize(30);
        // Of a single column every line is a row.
        Files.writeString(
                folder.resolve("one.csv"),
                "text\n"
                        + IntStream.range(0, 40)
                                .mapToObj(row -> "\"So\nSure " + row + "\"\n")
                                .collect(Collectors.joining()));
        String ones = "SELECT text, right(text, 1) < '5' AS label FROM 'one.csv'";
        assertThat(texts(config(folder, ones, "0.2"))).hasSize(40).contains("So\nSure 7");
        // What stands behind the comma is no label.
        Files.writeString(
                folder.resolve("comma.csv"),
                "text,label\n\"Dear all, hello\nSure\",0\n"
                        + rows.substring(11, rows.indexOf("\""))
                                .replace(", ", " ")
                                .replace('\t', ','));
        assertThat(texts(config(folder, query + "'comma.csv'", "0.2")))
                .hasSize(11)
                .contains("Dear all, hello\nSure");
        // Others are in quotes because of what they hold.
        Files.writeString(folder.resolve("sound.tsv"), rows + "\"with\ta tab\"\t0\n");
        assertThat(texts(config(folder, query + "'sound.tsv'", "0.2"))).hasSize(31);
    }

    /** As the titles of a list of films. */
    @Test
    void rowsAreRefusedThatQuotationMarksJoinInAColumnOfNoText() throws IOException {
        StringBuilder rows = new StringBuilder("title\ttext\tlabel\n");
        IntStream.range(0, 40)
                .forEach(row -> rows.append(row == 10 ? "\"Dundee" : row == 20 ? "End\"" : "Film")
                        .append("\tSo ")
                        .append(row)
                        .append('\t')
                        .append(row % 2)
                        .append('\n'));
        Files.writeString(folder.resolve("films.tsv"), rows);
        String query = "SELECT text, label FROM ";
        assertThat(Reviews.refusal(config(folder, query + "'films.tsv'", "0.2")))
                .contains("has 40 rows, of which quotation marks would make 30");
        assertThat(texts(config(folder, query + "read_csv('films.tsv', quote = '')", "0.2")))
                .hasSize(40);
        // Addresses of several lines are none.
        Files.writeString(
                folder.resolve("shops.csv"),
                "text,shop,label\n"
                        + IntStream.range(0, 40)
                                .mapToObj(row -> "So " + row + ",\"1, High Street\nOslo\"," + row % 2 + "\n")
                                .collect(Collectors.joining()));
        assertThat(texts(config(folder, query + "'shops.csv'", "0.2"))).hasSize(40);
    }

    /** As in files of Hive or of MovieLens. */
    @ParameterizedTest
    @ValueSource(strings = {"^", "~", "::", "\u0001"})
    void rowsAreRefusedThatQuotationMarksJoinBetweenOtherSeparators(String separator) throws IOException {
        Files.writeString(
                folder.resolve("other.txt"),
                IntStream.range(0, 40)
                        .mapToObj(row -> row % 2 + separator + (row == 10 ? "\"" : "") + "So " + row
                                + (row == 20 ? "\"\n" : "\n"))
                        .collect(Collectors.joining()));
        String query = "SELECT text, label FROM read_csv('other.txt', delim = "
                + (separator.equals("\u0001") ? "chr(1)" : "'" + separator + "'")
                + ", header = false, names = ['label', 'text'])";
        assertThat(Reviews.refusal(config(folder, query, "0.2")))
                .contains("has 40 rows, of which quotation marks would make 30");
        assertThat(texts(config(folder, query.replace("header", "quote = '', header"), "0.2")))
                .hasSize(40);
    }

    /** What is said of a file's form is looked at, and apostrophes are as quotation marks. */
    @Test
    void rowsAreRefusedThatAreJoinedWhereTheQueryNamesTheFileOtherwise() throws IOException {
        String rows = "text\tlabel\n"
                + IntStream.range(0, 40)
                        .mapToObj(row -> (row == 10 ? "\"" : "") + "So \u00fc " + row + (row == 20 ? "\"" : "") + "\t"
                                + row % 2 + "\n")
                        .collect(Collectors.joining());
        Files.write(folder.resolve("latin.tsv"), rows.getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("torn.tsv"), rows + "one\ttwo\tthree\n");
        Files.writeString(folder.resolve("apostrophes.tsv"), rows.replace('"', '\''));
        for (String file : List.of(
                "read_csv('latin.tsv', encoding = 'latin-1')",
                "read_csv('torn.tsv', ignore_errors = true)",
                "'apostrophes.tsv'")) {
            for (String text : List.of("text", "regexp_replace(text, '\\s+', ' ', 'g') AS text")) {
                String query = "SELECT " + text + ", label FROM " + file;
                assertThat(Reviews.refusal(config(folder, query, "0.2")))
                        .as(query)
                        .contains("has 40 rows, of which ", " would make 30");
            }
            String unquoted = file.endsWith(")")
                    ? file.replace(")", ", quote = '')")
                    : "read_csv(" + file + ", delim = '\t', quote = '')";
            assertThat(texts(config(folder, "SELECT text, label FROM " + unquoted, "0.2")))
                    .as(unquoted)
                    .hasSize(40);
        }
    }

    /** In quotes as RFC 4180 has them, or in apostrophes, where rows that can't be read are left out. */
    @Test
    void textsOfSeveralLinesInQuotesAreReadWhateverTheQuerySays() throws IOException {
        String rows = "text\tshop\tlabel\n"
                + IntStream.range(0, 40)
                        .mapToObj(row -> "\"So " + row + "\nand so\"\t\"a\tb\nc\"\t" + row % 2 + "\n")
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("sound.tsv"), rows + "one\ttwo\n");
        Files.writeString(folder.resolve("single.tsv"), rows.replace('"', '\''));
        Files.writeString(
                folder.resolve("letters.csv"),
                "text,label\n"
                        + IntStream.range(0, 40)
                                .mapToObj(row -> "\"So 7\nand so\nDear all,\nit is\nso " + row + "\"," + row % 2 + "\n")
                                .collect(Collectors.joining()));
        assertThat(texts(
                        config(folder, "SELECT text, label FROM read_csv('letters.csv', ignore_errors = true)", "0.2")))
                .hasSize(40);
        for (String file : List.of(
                "read_csv('sound.tsv', ignore_errors = true)",
                "read_csv('sound.tsv', delim = '\t', store_rejects = true)",
                "'single.tsv'",
                "read_csv('single.tsv', encoding = 'utf-8')",
                "read_csv('single.tsv', delim = e'\\t', ignore_errors = true)")) {
            assertThat(texts(config(folder, "SELECT text, label FROM " + file, "0.2")))
                    .as(file)
                    .hasSize(40)
                    .contains("So 7\nand so");
        }
    }

    /** DuckDB would end the process where it counted the values of all at once. */
    @Tag("endurance")
    @Test
    void filesOfManyColumnsAreLookedAt() throws IOException {
        String header =
                IntStream.range(0, 700).mapToObj(column -> "f" + column + '\t').collect(Collectors.joining());
        StringBuilder joined = new StringBuilder(header + "text\tlabel\n");
        StringBuilder sound = new StringBuilder(joined);
        for (int row = 0; row < 40; row++) {
            int first = row;
            String features = IntStream.range(0, 700)
                    .mapToObj(column -> (first * 31 + column) % 97 + "\t")
                    .collect(Collectors.joining());
            joined.append(features)
                    .append(row == 10 ? "\"Sure, " : "So, ")
                    .append(row)
                    .append(row == 20 ? "\"\t" : "\t")
                    .append(row % 2)
                    .append('\n');
            sound.append(features)
                    .append(row == 10 ? "\"Sure,\n" : "\"So, ")
                    .append(row)
                    .append("\"\t")
                    .append(row % 2)
                    .append('\n');
        }
        Files.writeString(folder.resolve("joined.tsv"), joined);
        Files.writeString(folder.resolve("sound.tsv"), sound);
        assertThat(Reviews.refusal(config(folder, "SELECT text, label FROM 'joined.tsv'", "0.2")))
                .contains("has 40 rows");
        assertThat(texts(config(folder, "SELECT text, label FROM 'sound.tsv'", "0.2")))
                .hasSize(40)
                .contains("Sure,\n10");
    }

    @Test
    void aSeparatorInACommentRunsNothing() throws IOException {
        write(folder, "reviews.csv");
        Path evil = folder.resolve("evil.csv");
        for (String separator : List.of("e'\\''", "e'\\\\''", "'\\'", "chr(1)")) {
            String comment = " -- delim = " + separator + "); COPY (SELECT 1) TO $$" + evil + "$$; --'";
            assertThat(texts(config(folder, "SELECT body AS text, stars AS label FROM 'reviews.csv'" + comment, "0.2")))
                    .hasSize(20);
            assertThat(evil).doesNotExist();
        }
    }

    /** As a poem in quotation marks whose lines end in commas. */
    @Test
    void aTextThatLooksLikeATableIsRead() throws IOException {
        for (int text = 0; text < 20; text++) {
            Files.writeString(
                    folder.resolve("poem-" + text % 2 + "-" + text + ".txt"),
                    "\"So it was,\nand so,\nit is " + text + "\",\nthey say,\n");
        }
        String query =
                "SELECT content AS text, split_part(filename, 'poem-', 2)[1] AS label FROM read_text('poem-*.txt')";
        assertThat(texts(config(folder, query, "0.2"))).hasSize(20);
        // As a table its rows would be joined.
        String table = "SELECT column0 AS text, column1 IS NULL AS label FROM read_csv('poem-0-0.txt')";
        assertThat(Reviews.refusal(config(folder, table, "0.2"))).contains("has 4 rows");
    }
}
