package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses queries that are too large for DuckDB: it calls itself for each part and each level of a query, until the memory for calls
 * ends, and with it the process.
 */
final class QuerySize {

    /** So deep parentheses and expressions may nest. */
    static final int DEEPEST = 250;

    /** So many SELECTs and joins a query may have. */
    private static final int MOST_PARTS = 150;

    /** What stands before the query of a view. */
    private static final Pattern DEFINED =
            Pattern.compile("(?is)^CREATE .*?\\sAS\\s+(?=[(\\s]*(SELECT|WITH|FROM|VALUES)\\b)");

    private static final Pattern PART = Pattern.compile("(?i)\\b(from|join)\\b|,");

    private static final Pattern NO_WORD = Pattern.compile("(?U)\\W+");

    private QuerySize() {}

    /** Requires that the parentheses of a query don't nest too deep, those in texts included. */
    static void requireShallow(String sql) throws IOException {
        int depth = 0;
        for (int place = 0; place < sql.length(); place++) {
            char letter = sql.charAt(place);
            depth = letter == '(' ? depth + 1 : letter == ')' ? Math.max(0, depth - 1) : depth;
            if (depth > DEEPEST) {
                throw refusal("nests parentheses deeper than " + DEEPEST);
            }
        }
    }

    /** Requires that a query has no more SELECTs and joins than it may have. */
    static void requireFew(long parts) throws IOException {
        if (parts > MOST_PARTS) {
            throw refusal("has more SELECTs and joins than " + MOST_PARTS + ", those of views counted");
        }
    }

    /**
     * Requires that of a query with the views and macros by which it reads.
     *
     * @param definitions those of the database, by their names in small letters
     */
    static void requireFew(Connection connection, String query, Map<String, String> definitions)
            throws SQLException, IOException {
        Map<String, String> others = new HashMap<>(definitions);
        Deque<String> waiting = new ArrayDeque<>(List.of(query));
        long parts = 0;
        while (!waiting.isEmpty()) {
            String sql = waiting.remove();
            requireShallow(sql);
            parts += parts(connection, DEFINED.matcher(sql).replaceFirst(""));
            requireFew(parts);
            String text = sql.toLowerCase(Locale.ROOT);
            Set<String> words = new HashSet<>(List.of(NO_WORD.split(text)));
            others.entrySet().removeIf(other -> mentions(text, words, other.getKey()) && waiting.add(other.getValue()));
        }
    }

    private static boolean mentions(String text, Set<String> words, String name) {
        return NO_WORD.matcher(name).find() ? text.contains(name) : words.contains(name);
    }

    /** Returns how many SELECTs and joins a text of SQL has; at most so many, where it is no query. */
    private static long parts(Connection connection, String sql) throws SQLException {
        try (PreparedStatement parser = connection.prepareStatement(CheckedQuery.CHECK)) {
            parser.setString(1, sql);
            try (ResultSet result = parser.executeQuery()) {
                result.next();
                return result.getString(1) == null
                        ? result.getLong(5)
                        : PART.matcher(sql).results().count();
            }
        }
    }

    private static IOException refusal(String what) {
        return new IOException("The query " + what + ", on which DuckDB could end the whole process. Run it in"
                + " DuckDB's own shell, have it write the rows to a file, and name that.");
    }
}
