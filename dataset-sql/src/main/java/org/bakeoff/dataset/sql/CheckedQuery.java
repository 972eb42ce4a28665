package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * A query of DuckDB that does nothing but read, with all names of files in its folder, where they are relative.
 *
 * @param sql what the database can run
 * @param files what it reads, with the patterns that find them
 * @param tables those that are tables of text
 */
record CheckedQuery(String sql, Set<Path> files, Set<Path> tables) {

    private static final Pattern ABSOLUTE =
            Pattern.compile("(?s)/.*|~(/.*)?|file:.*|\\\\.*|[A-Za-z]:[/\\\\].*|.*://.*");

    private static final Pattern COMPRESSED = Pattern.compile("(?i)gz|zst");

    private static final Pattern QUOTED = Pattern.compile("'([^']|'')*'|\"([^\"]|\"\")*\"");

    /** The last .. before any wildcard. */
    private static final Pattern DOTS = Pattern.compile("(?:[^*?\\[]*/)?\\.\\.(?=/)");

    private static final Pattern FILE_URL = Pattern.compile("^file:(//(localhost)?)?(?=/)");

    /**
     * The errors of a query's tree, from DuckDB's parser, the number of its statements, that of the parts that do anything but
     * read, since behind WITH may stand what writes files and tables, and that of all parts.
     */
    static final String CHECK = """
            WITH trees AS MATERIALIZED (SELECT json_serialize_sql(?::VARCHAR) AS tree),
            nodes AS (
                SELECT unnest(json_extract_string(tree, '$..type')) AS type FROM trees)
            SELECT json_extract_string(tree, '$.error_type'), json_extract_string(tree, '$.error_message'),
                json_array_length(tree, '$.statements'),
                (SELECT count(*) FROM nodes WHERE ends_with(type, '_NODE')
                    AND type NOT IN ('SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE')),
                (SELECT count(*) FROM nodes WHERE type IN ('SELECT_NODE', 'JOIN'))
            FROM trees""";

    /** A text in SQL, in any of its forms. */
    private static final Pattern TEXT =
            Pattern.compile("(?s)'(?:[^']++|'')*+'|[eE]'(?:[^'\\\\]++|''|\\\\.)*+'|\\$(\\w*)\\$.*?\\$\\1\\$");

    /**
     * The names of files in a query's tree: their place in bytes, the size there, and the name; the last first. A name or a place
     * that isn't known is NULL.
     */
    private static final String NAMES = """
            WITH trees AS MATERIALIZED (SELECT json_serialize_sql(?::VARCHAR) AS tree),
            nodes AS MATERIALIZED (
                SELECT unnest(json_extract(tree, '$..*')) AS node FROM trees),
            relations AS (
                SELECT node, array_to_string(json_extract_string(node, '$.qualified_name.path[*]'), '.') AS name,
                    json_array_length(node, '$.qualified_name.path') AS parts
                FROM nodes WHERE json_extract_string(node, '$.type') = 'BASE_TABLE'),
            files AS (
                SELECT json_extract_string(node, '$.function.arguments[0].expression.function_name') = 'list_value' AS listed,
                    node
                FROM nodes WHERE json_extract_string(node, '$.type') = 'TABLE_FUNCTION'
                    AND regexp_matches(lower(json_extract_string(node, '$.function.function_name')),
                        '^(read_.*|parquet_.*|glob|sniff_csv|query|query_table|histogram|histogram_values|json_execute_serialized_sql)$')),
            arguments AS (
                SELECT json_extract_string(node, '$.function.function_name') AS reader,
                    unnest(CASE WHEN listed THEN json_extract(node, '$.function.arguments[0].expression.arguments[*].expression')
                        ELSE [json_extract(node, '$.function.arguments[0].expression')] END) AS argument
                FROM files),
            names AS (
                SELECT CASE WHEN parts = 1 THEN json_extract_string(node, '$.query_location')::UBIGINT END AS start,
                    NULL AS size, name, true AS tabular
                FROM relations
                WHERE (parts = 1 AND contains(name, '.')
                        OR regexp_matches(lower(name), '[.](csv|tsv|parquet|json|jsonl|ndjson|db|duckdb)([.](gz|zst))?$'))
                    AND name NOT IN (
                        SELECT unnest([table_name, table_schema || '.' || table_name, table_catalog || '.' || table_name,
                            table_catalog || '.' || table_schema || '.' || table_name])
                        FROM information_schema.tables)
                    AND name NOT IN (SELECT unnest(json_extract_string(tree, '$..cte_map.map[*].key')) FROM trees)
                UNION ALL
                SELECT json_extract_string(argument, '$.query_location')::UBIGINT,
                    json_extract_string(argument, '$.query_location_length')::UBIGINT,
                    CASE WHEN json_extract_string(argument, '$.literal.kind') = 'STRING'
                            AND regexp_matches(lower(reader), '^(read_.*|parquet_.*|glob|sniff_csv)$')
                        THEN json_extract_string(argument, '$.literal.text') END,
                    starts_with(lower(reader), 'read_csv')
                FROM arguments)
            SELECT CASE WHEN start < 4294967296 THEN start END AS place, size, name, tabular FROM names ORDER BY place DESC NULLS FIRST""";

    /**
     * Returns a query whose names of files are in the folder, where they are relative; DuckDB would look for them in the working
     * folder first.
     *
     * @throws IOException if the query does anything but read, or it computes a file's name
     */
    static CheckedQuery of(DuckDb duckDb, Connection connection, String query) throws SQLException, IOException {
        Path folder = duckDb.folder();
        check(connection, query);
        String sql = query;
        Set<Path> files = new LinkedHashSet<>();
        Map<String, String> paths = new LinkedHashMap<>();
        Set<String> tabular = new HashSet<>();
        if (duckDb.file().isPresent()) {
            files.add(duckDb.file().get());
            Map<String, String> definitions = definitions(connection);
            if (!definitions.isEmpty()) {
                QuerySize.requireFew(connection, query, definitions);
                files.add(folder);
                List<String> texts = new ArrayList<>(definitions.values());
                // A macro may open what the query gives it.
                texts.add(query);
                addCompressed(connection, texts, files);
            }
        }
        Set<Path> tables = new LinkedHashSet<>(files);
        try (PreparedStatement parser = connection.prepareStatement(NAMES)) {
            parser.setString(1, query);
            try (ResultSet names = parser.executeQuery()) {
                while (names.next()) {
                    String name = names.getString("name");
                    long place = names.getLong("place");
                    int end =
                            name == null || names.wasNull() ? -1 : end(query, (int) place, names.getInt("size"), name);
                    if (name == null || end < 0) {
                        throw new IOException("The query must name each file in quotes, such as FROM 'reviews.csv' or"
                                + " read_csv(['a.csv', 'b.csv']), so that it is looked for in the right folder; "
                                + (name == null ? "it computes a name" : LabelledText.quoted(name) + " isn't named so")
                                + ": " + LabelledText.quoted(query) + ".");
                    }
                    boolean absolute = ABSOLUTE.matcher(name).matches();
                    String local = local(name);
                    if (FilePattern.isOne(name) && (!absolute || local.startsWith("/"))) {
                        FilePattern.of(folder, local).check();
                    }
                    String path = FilePattern.isOne(name) ? plain(folder, name) : name;
                    // In the working folder, too: the column "filename" has the path.
                    if (path.equals(name) && !absolute) {
                        path = DuckDb.literal(folder) + "/" + name;
                    }
                    if (!path.equals(name)) {
                        sql = replaced(sql, (int) place, end, path);
                    }
                    requireFile(local(path));
                    paths.put(path, local);
                    tabular.addAll(names.getBoolean("tabular") ? List.of(path) : List.of());
                }
            }
        }
        for (Map.Entry<String, String> path : paths.entrySet()) {
            List<Path> found = files(connection, path.getKey());
            FilePattern.checkFound(folder, path.getValue(), found);
            files.addAll(found);
            tables.addAll(tabular.contains(path.getKey()) ? found : List.of());
            if (FilePattern.isOne(path.getValue())) {
                files.add(folder.resolve(FilePattern.ofJava(path.getValue())));
            }
        }
        return new CheckedQuery(sql, files, tables);
    }

    /**
     * Returns the definitions of the database's views and macros by their names in small letters: they may read files of the folder
     * that the query doesn't name.
     */
    private static Map<String, String> definitions(Connection connection) throws SQLException {
        Map<String, String> definitions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT lower(view_name), coalesce(sql, '') FROM duckdb_views() WHERE NOT internal"
                                + " UNION ALL SELECT lower(function_name), coalesce(macro_definition, '')"
                                + " FROM duckdb_functions() WHERE NOT internal")) {
            while (found.next()) {
                definitions.merge(found.getString(1), found.getString(2), (one, other) -> one + "\n" + other);
            }
        }
        return definitions;
    }

    /** Adds the files that are named in texts of SQL that mention something compressed by gzip or zstd. */
    private static void addCompressed(Connection connection, List<String> texts, Set<Path> files) {
        for (String sql : texts) {
            Matcher names = QUOTED.matcher(COMPRESSED.matcher(sql).find() ? sql : "");
            while (names.find()) {
                String quote = sql.substring(names.start(), names.start() + 1);
                String name = sql.substring(names.start() + 1, names.end() - 1).replace(quote + quote, quote);
                try {
                    files.addAll(files(connection, name));
                } catch (SQLException e) {
                    // It is outside of the folder, so that neither view nor macro can read it, or no name of a file.
                }
            }
        }
    }

    /** Returns the files that DuckDB finds by a name. */
    private static List<Path> files(Connection connection, String name) throws SQLException {
        List<Path> files = new ArrayList<>();
        try (Statement glob = connection.createStatement();
                ResultSet found = glob.executeQuery("SELECT file FROM glob(" + DuckDb.quoted(name, "'") + ")")) {
            while (found.next()) {
                files.add(Path.of(FILE_URL.matcher(found.getString(1)).replaceFirst("")));
            }
        }
        return files;
    }

    /** Returns a name as a path, where it is a URL of a file or begins with the user's home. */
    private static String local(String name) {
        return name.startsWith("~/")
                ? Objects.requireNonNullElse(System.getenv("HOME"), "~") + name.substring(1)
                : FILE_URL.matcher(name).replaceFirst("");
    }

    /**
     * Returns where the name of a file ends in a query, in bytes; negative if what stands there is another text, such as a name that
     * is given to the file.
     *
     * @param place where the name begins, in bytes
     * @param size the number of its bytes; 0 where it is a table, in quotes
     */
    private static int end(String query, int place, int size, String name) {
        byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
        String quote = bytes[place] == '"' ? "\"" : "'";
        String table = DuckDb.quoted(name, quote);
        int length = size == 0 ? table.getBytes(StandardCharsets.UTF_8).length : size;
        String found = new String(bytes, place, Math.min(length, bytes.length - place), StandardCharsets.UTF_8);
        boolean text = size == 0 ? found.equals(table) : TEXT.matcher(found).matches();
        return text ? place + length : -1;
    }

    /** Returns a query with the name that stands between two places, in bytes, replaced by its path. */
    private static String replaced(String sql, int place, int end, String path) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, place, StandardCharsets.UTF_8)
                + DuckDb.quoted(path, "'")
                + new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8);
    }

    /** Refuses what may never end, and whose content is there for one reader alone. */
    private static void requireFile(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            // DuckDB finds no such file, and says so.
            return;
        }
        if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
            throw new IOException(path
                    + " is no file but a pipe, a device or the like. Write what it gives to a file, and name that.");
        }
    }

    /**
     * Returns a pattern without .. before its first wildcard. There DuckDB goes by the names alone, so that after a link it would find
     * another folder than the system.
     */
    private static String plain(Path folder, String pattern) throws IOException {
        Matcher dots = DOTS.matcher(pattern);
        if (dots.lookingAt()) {
            Path above = folder.resolve(dots.group());
            return Files.isDirectory(above)
                    ? DuckDb.literal(above.toRealPath()) + pattern.substring(dots.end())
                    : pattern;
        }
        return pattern;
    }

    /** Checks that DuckDB's parser, which gives the tree of a query that reads and refuses all other statements, takes a query. */
    private static void check(Connection connection, String query) throws SQLException, IOException {
        QuerySize.requireShallow(query);
        try (PreparedStatement parser = connection.prepareStatement(CHECK)) {
            parser.setString(1, query);
            try (ResultSet result = parser.executeQuery()) {
                result.next();
                String error = result.getString(1);
                if ("parser".equals(error)) {
                    throw new IOException("The query fails: Parser Error: " + result.getString(2) + ".");
                }
                if (error != null || result.getInt(3) != 1 || result.getLong(4) != 0) {
                    throw ReadingQuery.refusal(query);
                }
                QuerySize.requireFew(result.getLong(5));
            }
        }
    }
}
