package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.api.DataContext;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Keeps the URL of a database in a spec, which may be somebody else's, from more than to say where the database is: by a URL many
 * drivers run a script, make an object of a class, load a library or write a file. What a user has put into a variable of the
 * environment as a whole is the user's own.
 */
final class DatabaseUrl {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    /** A URL of the user's own, with what may follow: nothing that could become the beginning of another URL. */
    private static final Pattern OWN = Pattern.compile(VARIABLE + "(?:[/?;&].*)?", Pattern.DOTALL);

    /** The kind of database, which no variable may be a part of, since it may be empty. */
    private static final Pattern KIND = Pattern.compile("jdbc:[A-Za-z0-9+.-]++:.*", Pattern.DOTALL);

    /** Databases within this process, whose functions are Java's; not those that run elsewhere. */
    private static final Pattern JAVA = Pattern.compile(
            "(?is).*:(?:h2:(?!tcp:|ssl:)|hsqldb:(?!hsqls?:|https?:)|derby:(?!//)|ucanaccess:|ignite:cfg:).*|jdbc:sqlite::resource:.*");

    private static final Pattern RELATIVE = Pattern.compile("(?is)(jdbc:sqlite:)(?!file:|:|[/\\\\]|[a-z]:[/\\\\])(.+)");

    /** Stands for a variable, and is no character of a URL. */
    private static final String VALUE = "\u0001";

    private static final Pattern SEPARATOR = Pattern.compile("[\\s?&;:,(){}#/]");

    /** What no value can hold after a question mark, after a semicolon, and before an at sign. */
    private static final Pattern ENDS_PROPERTY = Pattern.compile("&|%(?![0-9A-Fa-f]{2})");

    private static final Pattern ENDS_SETTING = Pattern.compile(";");

    /** What no value can hold in a list of properties that neither of these begins, in parentheses or not. */
    private static final Pattern ENDS_LISTED = Pattern.compile("[,;]");

    private static final Pattern ENDS_ENCLOSED = Pattern.compile("[(),;]");
    private static final Pattern ENDS_LOGIN = Pattern.compile("[/?#;@\\[\\]\\\\]|%(?![0-9A-Fa-f]{2})");
    private static final Pattern NEVER = Pattern.compile("(?!)");

    /** What follows a variable in a login. */
    private static final Pattern LOGIN = Pattern.compile("[^?;#]*@");

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    private static final Pattern SECRET = Pattern.compile(".*(pass|pwd|secret|token|key|credential).*");

    /** Where a database is, as whom and in which form it is read. */
    private static final Set<String> KNOWN = Set.of(
            ("user username uid database databasename db dbname schema currentschema catalog warehouse role account"
                            + " address addresslist description connectdata protocol host hostname server servername port"
                            + " portnumber dbsport instance instancename informixserver sid service servicename failover"
                            + " loadbalance readonly openmode accessmodedata ifexists mode cache ssl sslmode sslrootcert sslcert sslkey usessl"
                            + " requiressl encrypt trustservercertificate integratedsecurity charset encoding"
                            + " characterencoding useunicode timezone servertimezone zerodatetimebehavior tinyint1isbit"
                            + " connecttimeout sockettimeout logintimeout fetchsize defaultfetchsize defaultrowfetchsize"
                            + " usecursorfetch applicationname applicationintent")
                    .split(" "));

    /** What some drivers allow unless they are told not to: to read files for the server, to make objects, and to write. */
    private static final Map<Pattern, Map<String, String>> SAFE = Map.of(
            // Drivers of both take URLs of either, and ignore what they don't know, as do those made of them; others
            // may stand before.
            Pattern.compile("(?is)jdbc:(.*:)?(mysql|mariadb|oceanbase|singlestore)[:+].*"),
            Map.of(
                    "allowLoadLocalInfile",
                    "false",
                    "allowUrlInLocalInfile",
                    "false",
                    "autoDeserialize",
                    "false",
                    "allowLocalInfile",
                    "false"),
            // It takes that at the beginning alone.
            Pattern.compile("(?is)jdbc:sqlite:.*"),
            Map.of("open_mode", "1"));

    private DatabaseUrl() {}

    /**
     * Requires a URL, as it stands in a spec, to say no more than that.
     *
     * @throws IOException if it does; the message says what to do
     */
    static void check(String url) throws IOException {
        if (url.startsWith(SqlConfig.DUCKDB)) {
            return;
        }
        String literal = VARIABLE.matcher(url).replaceAll(VALUE);
        if (!OWN.matcher(url).matches() && !KIND.matcher(url).matches()) {
            throw refusal("doesn't begin with its kind, such as jdbc:postgresql:, which no variable may be a part of");
        }
        if (JAVA.matcher(literal).matches()
                || JAVA.matcher(VARIABLE.matcher(url).replaceAll("")).matches()) {
            throw refusal("is of a database that runs what its files, or a query, ask for within this process");
        }
        checkProperties(literal);
        // Some drivers look for properties in a URL without its escapes.
        checkProperties(ESCAPE.matcher(literal)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)))));
    }

    private static void checkProperties(String literal) throws IOException {
        for (String piece : SEPARATOR.split(literal, -1)) {
            int equals = piece.indexOf('=');
            if (equals >= 0 && !isKnown(piece.substring(0, equals), piece.substring(equals + 1))) {
                throw refusal("sets '" + piece.substring(0, equals).replace(VALUE, "${...}")
                        + "', by which a driver may do more than read");
            }
        }
    }

    private static boolean isKnown(String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "");
        return KNOWN.contains(plain)
                || (SECRET.matcher(plain).matches() && value.replace(VALUE, "").isEmpty());
    }

    private static IOException refusal(String what) {
        return new IOException("\"url\" " + what
                + ". A spec may be somebody else's: if you trust it, put the whole URL into an environment variable, and give"
                + " \"url\": \"${NAME}\".");
    }

    /**
     * Requires the value of a variable within a URL to be a part of what it stands in: the end of a password with a slash or an at sign
     * would be the name of a host, and what follows an ampersand another property.
     *
     * @throws IOException if it isn't; the message has no part of it
     */
    static void checkValues(String url, DataContext context) throws IOException {
        Matcher variables = VARIABLE.matcher(url);
        while (variables.find()) {
            boolean whole = variables.start() == 0 || url.startsWith(SqlConfig.DUCKDB);
            Pattern ends = ends(url.substring(0, variables.start()), url.substring(variables.end()));
            if (!whole && ends.matcher(context.expand(variables.group())).find()) {
                throw new IOException("The value of the environment variable " + variables.group()
                        + " has a character that means something else in \"url\"; give the login as \"user\" and"
                        + " \"password\", which may have any, such as \"password\": \"" + variables.group() + "\".");
            }
        }
    }

    private static Pattern ends(String before, String after) {
        if (before.contains("?")) {
            return ENDS_PROPERTY;
        }
        if (before.contains(";")) {
            return before.endsWith("{") ? NEVER : ENDS_SETTING;
        }
        if (before.endsWith("=")) {
            return before.contains("(") ? ENDS_ENCLOSED : ENDS_LISTED;
        }
        return LOGIN.matcher(after).lookingAt() ? ENDS_LOGIN : NEVER;
    }

    /**
     * Returns the URL in which the file of SQLite is one of a folder, where it is relative; its driver would look in the working folder.
     *
     * @throws IOException if the folder's name would set more than where the file is: the driver takes what follows a question mark for
     *     settings, such as one that lets a query load a library
     */
    static String inFolder(String url, Path folder) throws IOException {
        Matcher file = RELATIVE.matcher(url);
        if (!file.matches()) {
            return url;
        }
        if (folder.toAbsolutePath().toString().contains("?")) {
            throw new IOException(
                    "A relative file of SQLite can't be in a folder with a question mark in its path, since settings follow"
                            + " one: "
                            + LabelledText.quoted(folder.toAbsolutePath().toString()) + ". Give it another name.");
        }
        return file.group(1) + folder.resolve(file.group(2)).toAbsolutePath();
    }

    /** Sets what keeps a database's driver from more than reading. */
    static void restrict(String url, Properties properties) {
        SAFE.forEach((kind, settings) -> {
            if (kind.matcher(url).matches()) {
                properties.putAll(settings);
            }
        });
    }
}
