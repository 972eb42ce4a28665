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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatDuckDbKeepsInFilesForAWhileIsForThisUserAlone() throws IOException {
        String where = "SELECT current_setting('temp_directory') AS text, 'one' AS label";
        SqlConfig config = config(folder, where, "0.2");
        Path temporary;
        try (SqlSession session = SqlSession.open(config, Reviews.LOCAL)) {
            temporary = Path.of(session.rows(where, "row", config).get(0).text());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                    .isEqualTo("rwx------");
        }
        assertThat(temporary).doesNotExist();
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
