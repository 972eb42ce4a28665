package org.bakeoff.io;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that is written or shown: the user info and the values of the query of every URL, and the properties
 * of a JDBC URL, become {@value #MARK}. The name of an environment variable, <code>${NAME}</code>, stays, since it is no secret.
 *
 * <p>So do the values true and false, numbers of up to three digits, and, in a URL that names a variable, what is usually public,
 * such as {@code user=reader} or {@code sslmode=require}: who names one keeps secrets there. None of them stays under a name like
 * "password" or "token".
 */
public final class Redaction {

    /** Stands for a secret. */
    public static final String MARK = "***";

    private static final Pattern WHOLE_URL = Pattern.compile("(?s)\\s*[A-Za-z][A-Za-z0-9+.-]+:.*");
    private static final Pattern URL_IN_TEXT =
            Pattern.compile("(?i)\\b(?:jdbc:[a-z0-9]|[a-z][a-z0-9+.-]{1,30}:/)[^\\s\"'<>`]*");
    private static final Pattern SCHEME = Pattern.compile("(?is)\\s*(?:jdbc:[a-z0-9+.-]+:?|[a-z][a-z0-9+.-]+:)");

    /** What stands before an @, from the last blank or the like on. It takes no more time than the text is long. */
    private static final Pattern BEFORE_AT = Pattern.compile("(?<![^\\s/@\"'<>])[^\\s/@\"'<>]++@(?=[A-Za-z0-9\\[])");

    /** Where in that a user and a password begin, as in a URL. */
    private static final Pattern USER = Pattern.compile("(?:^|[=(])[^:=(]++:(?=.)", Pattern.DOTALL);

    private static final Pattern QUERY_IN_TEXT = Pattern.compile("\\?[\\w.-]+=[^\\s\"'<>`]*");
    private static final String PUNCTUATION = ".,:;)]";

    /** Possessive, since Java recurses to repeat a group that it may have to give back. */
    private static final Pattern VARIABLES = Pattern.compile("(?:\\$\\{[A-Za-z_][A-Za-z0-9_]*+})++");

    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]@]+)(:(\\d*|\\$\\{[^}]*}))?");
    private static final Pattern PARAMETER = Pattern.compile("([?&;#])([^?&;#]*)");
    /**
     * A name and its value before the parameters, such as {@code :password=p} or {@code (host=h,password=p)}. A value that isn't
     * quoted ends where the next name begins.
     */
    private static final Pattern PROPERTY = Pattern.compile("([({,/:]\\s*+)([\\w.-]++)\\s*+="
            + "('[^']*+'|\"[^\"]*+\"|(?:\\$\\{[A-Za-z_][A-Za-z0-9_]*+})++|[^(){}?&;#]*?)"
            + "(?=[,/:]\\s*+[\\w.-]++\\s*+=|[(){}?&;#]|$)");

    /** An option of the JVM, which may have blanks within quotes. */
    private static final Pattern OPTION = Pattern.compile("(?:\"[^\"]*+\"|'[^']*+'|[^\\s\"']++)++");

    private static final Pattern HAS_SETTINGS = Pattern.compile("[\"']*+-(?:D|javaagent|agent)");

    private static final Pattern PUBLIC_VALUE = Pattern.compile("(?i)true|false|\\d{0,3}");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(pass|pwd|secret|token|key|credential|auth|sig|session|jwt|cookie|code|pin).*", Pattern.DOTALL);

    /** Names of parameters whose values are public where a URL keeps its secrets in variables. */
    private static final Set<String> PUBLIC_NAMES = Set.of(
            "user",
            "username",
            "database",
            "databasename",
            "dbname",
            "schema",
            "currentschema",
            "ssl",
            "sslmode",
            "encrypt",
            "charset",
            "encoding",
            "characterencoding",
            "format",
            "version",
            "download",
            "raw");

    private Redaction() {}

    /** Returns a value without its secrets: if it begins like a URL, all of it is one. */
    public static String value(String value) {
        return value(value, (name, secret) -> {});
    }

    /** Returns a sentence, a query or the like without the secrets of the URLs in it. */
    public static String text(String text) {
        String urls = URL_IN_TEXT.matcher(text).replaceAll(Redaction::inText);
        String queries = QUERY_IN_TEXT.matcher(urls).replaceAll(Redaction::inText);
        return BEFORE_AT.matcher(queries).replaceAll(match -> Matcher.quoteReplacement(beforeAt(match.group())));
    }

    private static String beforeAt(String found) {
        String segment = found.substring(0, found.length() - 1);
        Matcher user = USER.matcher(segment);
        if (!user.find()) {
            return found;
        }
        int start = user.start() + ("=(".indexOf(segment.charAt(user.start())) < 0 ? 0 : 1);
        return segment.substring(0, start) + userInfo(segment.substring(start), (name, value) -> {}) + "@";
    }

    /** Returns whether a value holds the mark where a secret was. */
    public static boolean isRedacted(String value) {
        return value.equals(MARK)
                || (value.contains(MARK) && WHOLE_URL.matcher(value).matches());
    }

    /** Returns whether a setting of such a name is usually a secret. */
    public static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    /** Returns options of the JVM, as a variable holds them, without the secrets among system properties and agents' settings. */
    public static String options(String options) {
        String shown = OPTION.matcher(options).replaceAll(match -> {
            String option = match.group();
            int secret = secretOfOption(option);
            return Matcher.quoteReplacement(secret < 0 ? option : option.substring(0, secret) + MARK);
        });
        return text(shown);
    }

    /** Returns whether an option of the JVM has a secret, such as a system property with a proxy's password. */
    public static boolean isSecretOption(String option) {
        return secretOfOption(option) >= 0;
    }

    /** Returns where the secret of an option begins; -1 if it has none. */
    private static int secretOfOption(String option) {
        if (!HAS_SETTINGS.matcher(option).lookingAt()) {
            return -1;
        }
        int equals = option.indexOf('=');
        while (equals > 0) {
            String value = option.substring(equals + 1);
            if (isSecretName(option.substring(0, equals)) || !value(value).equals(value)) {
                return equals + 1;
            }
            equals = option.indexOf('=', equals + 1);
        }
        return -1;
    }

    /** Returns whether a value is made of the names of variables alone, such as <code>${USER}</code>. */
    public static boolean isVariables(String value) {
        return VARIABLES.matcher(value).matches();
    }

    /**
     * Returns a value without its secrets.
     *
     * @param found receives the name of each, which is empty where it has none, and the secret
     */
    static String value(String value, BiConsumer<String, String> found) {
        return WHOLE_URL.matcher(value).matches() ? url(value, found) : text(value);
    }

    private static String inText(MatchResult match) {
        String token = match.group();
        int end = token.length();
        while (end > 0 && PUNCTUATION.indexOf(token.charAt(end - 1)) >= 0) {
            end--;
        }
        String found = token.substring(0, end);
        String shown = found.startsWith("?")
                ? parameters(found, false, false, (name, value) -> {})
                : url(found, (name, value) -> {});
        return Matcher.quoteReplacement(shown + token.substring(end));
    }

    private static String url(String url, BiConsumer<String, String> found) {
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.lookingAt() || scheme.group().strip().equalsIgnoreCase("file:")) {
            return url;
        }
        int start = scheme.end();
        while (start < url.length() && url.charAt(start) == '/') {
            start++;
        }
        String body = url.substring(start);
        int at = endOfUserInfo(body, start > scheme.end());
        String user = at < 0 ? "" : userInfo(body.substring(0, at), found) + "@";
        String place = body.substring(at + 1);
        int end = first(place, "?#;");
        boolean named = url.contains("${");
        boolean jdbc = scheme.group().strip().regionMatches(true, 0, "jdbc:", 0, 5);
        return properties(
                url.substring(0, start)
                        + user
                        + place.substring(0, end)
                        + parameters(place.substring(end), named, jdbc, found),
                named,
                jdbc,
                found);
    }

    /** Redacts what stands before the parameters. Where that is a path, as in all URLs but those of JDBC, a value ends with its folder. */
    private static String properties(String url, boolean named, boolean jdbc, BiConsumer<String, String> found) {
        StringBuilder redacted = new StringBuilder();
        Matcher matcher = PROPERTY.matcher(url);
        boolean after = false;
        while (matcher.find()) {
            String name = matcher.group(2);
            String value = matcher.group(3);
            int end = jdbc ? value.length() : first(value, "/");
            // What follows a secret may belong to it.
            after &= jdbc && "({".indexOf(matcher.group(1).charAt(0)) < 0;
            after |= isSecretName(name);
            String shown = after || name.equalsIgnoreCase("user")
                    ? shown(name, value.substring(0, end), named, found)
                    : value.substring(0, end);
            matcher.appendReplacement(
                    redacted, Matcher.quoteReplacement(matcher.group(1) + name + "=" + shown + value.substring(end)));
        }
        return matcher.appendTail(redacted).toString();
    }

    /** Returns the place of the @ after the user info, or -1; a password may hold what should have been encoded. */
    private static int endOfUserInfo(String body, boolean hasAuthority) {
        if (!hasAuthority) {
            return body.substring(0, first(body, "?#;")).lastIndexOf('@');
        }
        String authority = body.substring(0, first(body, "/?#;"));
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        boolean sound = hosts.isEmpty() ? at < 0 : true;
        for (String host : List.of(hosts.split(",", -1))) {
            sound &= host.isEmpty()
                    || host.startsWith("address=")
                    || HOST.matcher(host).matches();
        }
        int last = body.substring(0, first(body, "?#;")).lastIndexOf('@');
        // The end of a password with a slash would be shown as a host and a path.
        return sound ? (at < 0 ? at : Math.max(at, last)) : Math.max(at, body.lastIndexOf('@'));
    }

    private static String userInfo(String info, BiConsumer<String, String> found) {
        int colon = info.startsWith("${") ? info.indexOf(':', info.indexOf('}')) : info.indexOf(':');
        String user = colon < 0 ? info : info.substring(0, colon);
        if (colon < 0) {
            return shown("", user, false, found);
        }
        String password = info.substring(colon + 1);
        return (isVariables(password) ? user : shown("", user, false, found)) + ":"
                + shown("password", password, false, found);
    }

    private static String parameters(String text, boolean named, boolean jdbc, BiConsumer<String, String> found) {
        return PARAMETER.matcher(text).replaceAll(match -> {
            String part = match.group(2);
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals);
            boolean fragment = equals < 0 && match.group(1).equals("#") && !jdbc;
            String value = fragment ? part : shown(name, part.substring(equals + 1), named, found);
            return Matcher.quoteReplacement(match.group(1) + (equals < 0 ? "" : name + "=") + value);
        });
    }

    private static String shown(String name, String value, boolean named, BiConsumer<String, String> found) {
        boolean harmless = !name.isEmpty() && PUBLIC_VALUE.matcher(value).matches();
        boolean known = named && PUBLIC_NAMES.contains(name.toLowerCase(Locale.ROOT));
        boolean open = (harmless || known) && !isSecretName(name);
        if (open || value.isEmpty() || value.equals(MARK) || isVariables(value)) {
            return value;
        }
        found.accept(name, value);
        return MARK;
    }

    private static int first(String text, String characters) {
        int index = 0;
        while (index < text.length() && characters.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }
}
