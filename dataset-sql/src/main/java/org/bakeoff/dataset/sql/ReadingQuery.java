package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Accepts a query for a database whose grammar isn't known here: one statement that begins as one that reads does. A semicolon within
 * a text or a comment is refused too, since databases differ in what ends these. The connection is read-only besides, which doesn't keep a
 * function from writing files.
 */
final class ReadingQuery {

    private static final Set<String> FIRST_WORDS = Set.of("select", "with", "values", "table");

    /** Blanks and comments, and then what begins the arguments of a function. */
    private static final String CALL = "(?:\\s|/\\*.*?\\*/|--[^\n]*\n)*+\\(";

    /**
     * What a query that reads can do besides, whatever the connection: PostgreSQL's functions that write files, take what replication
     * has for others, end what others do, or run a text as SQL, in which these would be hidden, and names with escapes; MySQL's INTO
     * OUTFILE; SQL Server's queries of others; H2's functions that write files; methods of Java, as Hive, Spark and HSQLDB call them;
     * Snowflake's and Trino's functions for the system; Oracle's that send.
     */
    private static final Pattern DOING = Pattern.compile("(?is)\\b(?:"
            + "lo_(?:creat|create|export|from_bytea|import|put|truncate|truncate64|unlink)|lowrite"
            + "|pg_file_(?:rename|sync|unlink|write)|pg_(?:cancel|terminate)_backend|pg_reload_conf|pg_rotate_logfile\\w*"
            + "|pg_promote|pg_switch_(?:wal|xlog)|pg_create_restore_point|pg_stat_\\w*reset\\w*|pg_log_backend_memory_contexts"
            + "|pg_(?:create|copy|drop)_\\w*replication_slot|pg_logical_(?:emit_message|slot_get_\\w+)|dblink\\w*"
            + "|pg_replication_(?:slot_advance|origin_\\w+)|pg_sync_replication_slots|pg_(?:wal|xlog)_replay_(?:pause|resume)"
            + "|pg_(?:backup_start|backup_stop|start_backup|stop_backup)|pg_notify|pg_import_system_collations"
            + "|(?:query|cursor)_to_xml\\w*|ts_stat|ts_rewrite|crosstab\\w*|connectby|xpath_table"
            + "|(?:out|dump)file|openquery|openrowset|opendatasource"
            + "|file_write|csvwrite|link_schema|java_method|utl_(?:http|tcp|smtp|file)|httpuritype"
            + ")\\b|\\bu&\"|\"java[.]|\\bsystem\\$\\w+|\\b(?:try_)?reflect2?[`\"]?" + CALL
            + "|\\bsystem\\W{1,3}(?:query|execute)[`\"]?" + CALL);

    private ReadingQuery() {}

    /** Returns a query without the semicolons and blanks at its end. */
    static String withoutEnd(String query) {
        int end = query.length();
        while (end > 0 && (query.charAt(end - 1) == ';' || Character.isWhitespace(query.charAt(end - 1)))) {
            end--;
        }
        return query.substring(0, end);
    }

    /** Returns a query without the semicolons at its end. */
    static String of(String query) throws IOException {
        String sql = withoutEnd(query);
        if (sql.indexOf(';') >= 0 || !FIRST_WORDS.contains(firstWord(sql))) {
            throw refusal(query);
        }
        Matcher doing = DOING.matcher(sql);
        if (doing.find()) {
            throw new IOException("A query only reads, but this one names " + LabelledText.quoted(doing.group())
                    + ", which can do more, whatever the connection may: " + LabelledText.quoted(query)
                    + ". Make a view of the rows in the database, and query that.");
        }
        return sql;
    }

    /** Returns what is said of a query that does more than read. */
    static IOException refusal(String query) {
        return new IOException(
                "A query is one statement that reads, such as SELECT text, label FROM 'reviews/*.parquet', but"
                        + " this is " + LabelledText.quoted(query) + ".");
    }

    /** Returns the first word after spaces, comments and parentheses, in small letters. */
    private static String firstWord(String sql) {
        int start = 0;
        while (start < sql.length()) {
            char next = sql.charAt(start);
            if (Character.isWhitespace(next) || next == '(') {
                start++;
            } else if (sql.startsWith("--", start)) {
                start = after(sql, "\n", start);
            } else if (sql.startsWith("/*", start)) {
                start = after(sql, "*/", start + 2);
            } else {
                break;
            }
        }
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static int after(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }
}
