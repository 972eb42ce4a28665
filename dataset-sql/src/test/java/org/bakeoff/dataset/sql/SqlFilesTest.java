package org.bakeoff.dataset.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bakeoff.dataset.sql.Reviews.config;
import static org.bakeoff.dataset.sql.Reviews.load;
import static org.bakeoff.dataset.sql.Reviews.texts;
import static org.bakeoff.dataset.sql.Reviews.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files and columns DuckDB reads. */
class SqlFilesTest {

    private static final String QUERY = "SELECT body AS text, stars AS label FROM ";

    /** A file of this name is in the working folder too, which is the module's. */
    private static final String NAME = "target/same-name.csv";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(Path.of(NAME), Reviews.csv(20).replace("phone", "wrong"));
        write(folder, NAME);
    }

    @AfterEach
    void delete() throws IOException {
        Files.delete(Path.of(NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'FILE'",
                "\"FILE\" AS \"é\"",
                "read_csv('FILE')",
                "READ_CSV(['FILE'], header = true)",
                "main.read_csv(E'FILE')",
                "(SELECT 'é' AS x, * FROM 'FILE' y WHERE y.body IN (SELECT body FROM read_csv($$FILE$$)))",
                "'target/same-*.csv'",
                "(WITH q AS (FROM 'FILE') FROM q)"
            })
    void namesAreRelativeToTheFolder(String files) throws IOException {
        assertThat(texts(config(folder, QUERY + files.replace("FILE", NAME), "0.2")))
                .hasSize(20)
                .noneMatch(text -> text.contains("wrong"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "[ab]*", "it's"})
    void aFolderHasAnyName(String name) throws IOException {
        Path odd = folder.resolve(name);
        write(odd, "only-here.csv");
        assertThat(texts(config(odd, QUERY + "'only-here.csv'", "0.2"))).hasSize(20);
        assertThat(texts(config(odd, QUERY + "'only-*.csv'", "0.2"))).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read_csv('target/' || 'same-name.csv')",
                "query('FROM ''target/same-name.csv''')",
                "query_table('target/same-name.csv')",
                "(SUMMARIZE 'target/same-name.csv')",
                "same.csv"
            })
    void aNameThatIsNotWrittenOutIsRefused(String files) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> load(config(folder, QUERY + files, "0.2")))
                .withMessageContaining("must name each file in quotes");
    }

    @ParameterizedTest
    @CsvSource({
        "target/same-name.csv,target/same-name.csv",
        "ABSOLUTE/other.csv,other.csv",
        "file:ABSOLUTE/other.csv,other.csv",
        "file://ABSOLUTE/other.csv,other.csv",
        "*.csv,other.csv",
        "**/*.csv,target/same-name.csv other.csv",
        "'read_csv([''other.csv'', ''target/s*.csv''])',target/same-name.csv other.csv"
    })
    void namesTheFilesThatItReads(String files, String expected) throws IOException {
        write(folder, "other.csv");
        String from = files.startsWith("read") ? files : "'" + files + "'";
        Read read = new Read();
        SqlConfig config = config(folder, QUERY + from.replace("ABSOLUTE", folder.toString()), "0.2");
        new SqlDataset().load(config, read);

        assertThat(read.files.stream().filter(Files::exists))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(expected.split(" ")).map(folder::resolve).toList());
        assertThat(read.files.stream().filter(file -> !Files.exists(file)).map(Path::toString))
                .hasSize(files.contains("*") ? 1 : 0)
                .allMatch(pattern -> pattern.startsWith(folder.toString()) && pattern.contains("*"));
        Read again = new Read();
        new SqlDataset().fingerprint(config, again);
        assertThat(again.files).isEqualTo(read.files);
    }

    /** Of Java's patterns braces are a part; whoever looks for what a pattern would find goes by those. */
    @Test
    void aPatternIsNamedAsJavaHasThem() throws IOException {
        write(folder, "{day}.csv");
        write(folder, "]day.csv");
        for (String name : List.of("{day*.csv", "[]a]day*.csv")) {
            Read read = new Read();
            new SqlDataset().load(config(folder, QUERY + "'" + name + "'", "0.2"), read);
            Path pattern = read.files.stream()
                    .filter(file -> !Files.exists(file))
                    .findFirst()
                    .orElseThrow();
            assertThat(read.files.stream().filter(Files::exists))
                    .singleElement()
                    .matches(folder.getFileSystem().getPathMatcher("glob:" + pattern)::matches);
        }
    }

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

    @Test
    void aSeparatorInACommentRunsNothing() throws IOException {
        Path evil = folder.resolve("evil.csv");
        for (String separator : List.of("e'\\''", "e'\\\\''", "'\\'", "chr(1)")) {
            String comment = " -- delim = " + separator + "); COPY (SELECT 1) TO $$" + evil + "$$; --'";
            assertThat(texts(config(folder, QUERY + "'" + NAME + "'" + comment, "0.2")))
                    .hasSize(20);
            assertThat(evil).doesNotExist();
        }
    }

    /** DuckDB takes them for partitions as Hive has them. */
    @Test
    void aNoteNamesAColumnThatAFolderAboveTakesThePlaceOf() throws IOException {
        Path named = Files.createDirectories(folder.resolve("lang=en/lr=0.1"));
        write(named, "a.csv");
        Files.writeString(
                named.resolve("a.jsonl"),
                IntStream.range(0, 20)
                        .mapToObj(row -> "{\"text\": \"So " + row + "\", \"label\": " + row % 2 + "}\n")
                        .collect(Collectors.joining()));
        Files.writeString(
                named.resolve("b.csv"),
                "text,label,Lang\n"
                        + IntStream.range(0, 20)
                                .mapToObj(row -> "So " + row + "," + row % 2 + "," + (row < 10 ? "de" : "en") + "\n")
                                .collect(Collectors.joining()));
        String query = "SELECT text, label FROM ";
        DataSplits taken = load(config(named, query + "'b.csv' WHERE lang = 'en'", "0.2"));
        assertThat(taken.train().size() + taken.test().size()).isEqualTo(20);
        assertThat(taken.notes())
                .singleElement()
                .asString()
                .contains("'lang'", "'lang=en'", "hive_partitioning = false");
        assertThat(load(config(named, query + "'[b].csv'", "0.2")).notes()).hasSize(1);
        DataSplits own =
                load(config(named, query + "read_csv('b.csv', hive_partitioning = false) WHERE lang = 'en'", "0.2"));
        assertThat(own.train().size() + own.test().size()).isEqualTo(10);
        assertThat(own.notes()).isEmpty();
        for (String sound :
                List.of(QUERY + "'a.csv'", QUERY + "'a.csv' WHERE lr = '0.1' AND lang = 'en'", query + "'a.jsonl'")) {
            assertThat(load(config(named, sound, "0.2")).notes()).as(sound).isEmpty();
        }
        // Those below the dataset's folder are meant.
        assertThat(load(config(folder, query + "'lang=*/*/b.csv'", "0.2")).notes())
                .isEmpty();
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

    @Test
    void namesADatabaseAndTheFolderThatItsViewsMayRead() throws Exception {
        write(folder, "other.csv");
        Path database = folder.resolve("shop.db");
        String attach = "ATTACH '" + database + "' AS shop";
        Reviews.duckDb(attach, "CREATE TABLE shop.reviews AS FROM '" + folder.resolve(NAME) + "'");
        SqlConfig config = config(SqlConfig.DUCKDB + "shop.db", null, folder, QUERY + "reviews", "0.2");
        SqlConfig file = config(SqlConfig.DUCKDB + "shop.db", null, folder, QUERY + "'other.csv'", "0.2");

        assertThat(read(config)).containsExactly(database);
        assertThat(read(file)).containsExactlyInAnyOrder(database, folder.resolve("other.csv"));
        Reviews.duckDb(attach, "CREATE VIEW shop.inside AS FROM '" + folder.resolve(NAME) + "'");
        assertThat(read(config)).containsExactlyInAnyOrder(database, folder);
    }

    private static Set<Path> read(SqlConfig config) throws IOException {
        Read read = new Read();
        new SqlDataset().load(config, read);
        return read.files;
    }

    /** Keeps what a dataset says that it reads. */
    private static final class Read implements DataContext {

        private final Set<Path> files = new HashSet<>();

        @Override
        public Path open(String source, @Nullable String sha256) throws IOException {
            return Reviews.LOCAL.open(source, sha256);
        }

        @Override
        public void reads(Collection<Path> others) {
            files.addAll(others);
        }
    }

    /** Else rows with their files' names, and tests drawn by these, would be others in the spec's folder. */
    @Test
    void theNameOfAFileIsTheSameFromAnyFolder() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        String query = "SELECT filename || body AS text, stars AS label FROM read_csv('" + NAME + "', filename = true)";

        assertThat(texts(config(here, query, "0.2")))
                .allMatch(text -> text.startsWith(here.resolve(NAME).toString()));
        assertThat(texts(config(folder, query, "0.2")))
                .allMatch(text -> text.startsWith(folder.resolve(NAME).toString()));
    }

    @Test
    void aTableMayHaveTheNameOfAFile() throws IOException {
        assertThat(texts(config(
                        folder,
                        "WITH \"" + NAME + "\" AS (SELECT * FROM '" + folder.resolve(NAME) + "' LIMIT 10) " + QUERY
                                + "'" + NAME + "'",
                        "0.2")))
                .hasSize(10);
    }

    @Test
    void aDatabaseIsInTheFolderAndItsViewsReadNoFilesElsewhere(@TempDir Path elsewhere) throws Exception {
        write(elsewhere, "secret.csv");
        Reviews.duckDb(
                "ATTACH '" + folder.resolve("shop.db") + "' AS shop",
                "CREATE TABLE shop.reviews AS FROM '" + folder.resolve(NAME) + "'",
                "CREATE VIEW shop.inside AS FROM '" + folder.resolve(NAME) + "'",
                "CREATE VIEW shop.outside AS FROM '" + elsewhere.resolve("secret.csv") + "'");

        for (String url : List.of(SqlConfig.DUCKDB + "shop.db", SqlConfig.DUCKDB + folder.resolve("shop.db"))) {
            for (String from : List.of("reviews", "shop.reviews", "inside", "'" + NAME + "'")) {
                assertThat(texts(config(url, null, folder, QUERY + from, "0.2")))
                        .hasSize(20)
                        .noneMatch(text -> text.contains("wrong"));
            }
            for (String from : List.of("outside", "'" + elsewhere.resolve("secret.csv") + "'")) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> load(config(url, null, folder, QUERY + from, "0.2")))
                        .withMessageContaining("secret.csv");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "body::BLOB AS text, stars AS label",
                "[body] AS text, stars AS label",
                "body AS text, {stars: stars} AS label",
                "body AS text, MAP {'a': stars} AS label",
                "to_json(body) AS text, stars AS label",
                "body AS text, to_json(body) AS label",
                "body AS text, stars AS label, (body::BLOB) AS id",
                "body AS text, stars AS label, author FROM (SELECT body, stars, [author] AS author FROM 'FILE') --"
            })
    void aColumnThatIsNoTextIsRefused(String columns) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> load(config(folder, ("SELECT " + columns + " FROM 'FILE'").replace("FILE", NAME), "0.2")))
                .withMessageContaining("Convert it in the query");
    }

    @Test
    void anInstantIsThatOfUtcInAnyTimeZone() throws IOException {
        SqlConfig config = config(
                folder,
                "SELECT body AS text, stars AS label, '2026-01-01T00:00:00Z'::TIMESTAMPTZ + to_hours(row_number() OVER ()) AS id"
                        + " FROM '" + NAME + "'",
                "0.2");
        TimeZone here = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            DataSplits data = load(config);
            assertThat(Stream.concat(data.train().stream(), data.test().stream()))
                    .extracting(Example::id)
                    .contains("2026-01-01T02:00Z");
        } finally {
            TimeZone.setDefault(here);
        }
    }
}
