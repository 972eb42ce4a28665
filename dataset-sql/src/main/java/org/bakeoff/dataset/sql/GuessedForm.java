package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Says what DuckDB leaves out of tables of text because it takes it for something else: what follows a #, as of hashtags, once one line
 * that begins with it is no row; a first row where the query names the columns; and lines above those with more fields.
 */
final class GuessedForm {

    private static final Pattern COMMENT = Pattern.compile("(?i)\\bcomment\\s*:?=>?");
    private static final Pattern HEADER = Pattern.compile("(?i)\\bheader\\s*:?=>?");
    private static final Pattern NAMES = Pattern.compile("(?i)\\b(?:names|column_names|columns)\\s*:?=>?");

    /** Says where a table begins, or that lines with fewer fields are rows. */
    private static final Pattern START = Pattern.compile("(?i)\\b(?:skip|null_padding)\\s*:?=>?");

    /** Reads lines as they are. */
    private static final String LINES =
            ", auto_detect = false, header = false, delim = chr(7), quote = '', escape = '', comment = '',"
                    + " columns = {'line': 'VARCHAR'})";

    private final Connection connection;

    /** Whether the query says what begins a comment. */
    private final boolean commented;

    /** Whether the query names the columns, but doesn't say whether the first row does. */
    private final boolean named;

    /** Whether the query says where the table begins, or that rows may be left out. */
    private final boolean started;

    private final List<String> notes = new ArrayList<>();

    private GuessedForm(Connection connection, String query) {
        this.connection = connection;
        commented = COMMENT.matcher(query).find();
        named = NAMES.matcher(query).find() && !HEADER.matcher(query).find();
        started = START.matcher(query).find()
                || JoinedLines.IGNORING.matcher(query).find();
    }

    /**
     * Refuses files whose texts would end at a #, or whose first rows would be left out, unless the query says what these are.
     *
     * @param files what the query may read as tables of text
     * @return notes of lines and rows that are left out
     * @throws IOException if there are such files; the message says what to write
     */
    static List<String> notes(Connection connection, String query, Collection<Path> files)
            throws SQLException, IOException {
        GuessedForm form = new GuessedForm(connection, query);
        Set<String> separators = JoinedLines.separators(query);
        for (Path file : form.commented && !form.named && form.started ? List.<Path>of() : files) {
            if (Files.isRegularFile(file)
                    && !JoinedLines.NO_TABLE.matcher(file.toString()).matches()) {
                for (String encoding : JoinedLines.encodings(query)) {
                    String source = DuckDb.quoted(DuckDb.literal(file), "'") + encoding;
                    for (String separator : separators) {
                        form.note(file, source, separator);
                    }
                    for (String separator : form.started ? Set.<String>of() : named(separators)) {
                        for (String quote : named(JoinedLines.quotes(query))) {
                            form.checkStart(file, source, separator + quote);
                        }
                    }
                }
            }
        }
        return form.notes.stream().distinct().toList();
    }

    /** Returns the options that a query names, if it does: by others a table may seem to begin anywhere. */
    private static Set<String> named(Set<String> options) {
        return options.size() == 1
                ? options
                : options.stream().filter(option -> !option.isEmpty()).collect(Collectors.toSet());
    }

    private void note(Path file, String source, String separator) throws SQLException, IOException {
        String quote;
        boolean comments;
        try (Statement statement = connection.createStatement();
                ResultSet form = statement.executeQuery(
                        "SELECT Comment, HasHeader, Quote, Columns[1].name, len(Columns) FROM sniff_csv(" + source
                                + separator + ")")) {
            if (!form.next() || form.getInt(5) == 1) {
                return;
            }
            if (named && form.getBoolean(2)) {
                notes.add("the first row of " + LabelledText.quoted(file.toString()) + ", which begins with "
                        + LabelledText.quoted(form.getString(4))
                        + ", is taken for the names of columns; header = false in the query makes it a row");
            }
            comments = !commented && "#".equals(form.getString(1));
            quote = form.getString(3);
        } catch (SQLException e) {
            // It is no table, or one that the query reads by other means.
            return;
        }
        if (comments) {
            checkComments(file, source, quote);
        }
    }

    /** Refuses a table above which lines have several fields, too, which DuckDB leaves out since they have fewer. */
    private void checkStart(Path file, String source, String options) throws SQLException, IOException {
        long above;
        long rows;
        try (Statement statement = connection.createStatement()) {
            String separator;
            try (ResultSet form =
                    statement.executeQuery("SELECT SkipRows, Delimiter FROM sniff_csv(" + source + options + ")")) {
                if (!form.next() || form.getLong(1) == 0) {
                    return;
                }
                above = form.getLong(1);
                separator = form.getString(2);
            }
            try (ResultSet count = statement.executeQuery("SELECT count(line), count(*) FILTER (contains(line, "
                    + DuckDb.quoted(separator, "'") + ")) FROM (SELECT line FROM read_csv(" + source + LINES + " LIMIT "
                    + above
                    + ")")) {
                // Blank ones are NULL.
                if (!count.next() || count.getLong(1) == 0) {
                    return;
                }
                rows = count.getLong(2);
            }
        } catch (SQLException e) {
            // It is no table, or one that the query reads by other means.
            return;
        }
        String lines = LabelledText.quoted(file.toString()) + " has " + above + (above == 1 ? " line" : " lines")
                + " above a table whose rows have more fields";
        if (rows > 0) {
            throw new IOException(lines + ", and DuckDB would leave them out, though " + rows
                    + " of them have several fields, too, as where files of different columns were joined. Where they are rows, write"
                    + " the tables into files of their own, or read_csv('FILE', null_padding = true) in the query; where they"
                    + " aren't, skip = " + above + ".");
        }
        notes.add(lines + ", which are left out; skip = " + above + " in the query says so");
    }

    private void checkComments(Path file, String source, String quote) throws SQLException, IOException {
        String outside = quote == null || quote.length() != 1
                ? "line"
                : "regexp_replace(line, " + DuckDb.quoted(quote + "[^" + quote + "]*" + quote, "'") + ", '', 'g')";
        String lines =
                "SELECT count(*) FILTER (begins), count(*) FILTER (NOT begins AND contains(outside, '#')) FROM (SELECT starts_with("
                        + "ltrim(line), '#') AS begins, " + outside + " AS outside FROM read_csv("
                        + source + LINES + ")";
        try (Statement statement = connection.createStatement();
                InterruptedStatement running = InterruptedStatement.of(statement);
                ResultSet counts = running.rows(lines)) {
            counts.next();
            if (counts.getLong(2) > 0) {
                throw new IOException(LabelledText.quoted(file.toString()) + " has " + counts.getLong(1)
                        + " lines that begin with #, for which DuckDB takes # for the sign of a comment: it would leave out these"
                        + " lines, and what follows a # in " + counts.getLong(2)
                        + " others, as hashtags. Write read_csv('FILE', comment = '') in the query where # is a part of the texts, and"
                        + " comment = '#' where comments are meant.");
            }
            notes.add(counts.getLong(1) + " lines of " + LabelledText.quoted(file.toString())
                    + " that begin with # are left out as comments; comment = '' in the query makes them rows");
        }
    }
}
