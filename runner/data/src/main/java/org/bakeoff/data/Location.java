package org.bakeoff.data;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.VariableText;

/** The location of a source: on this machine or on a server. */
sealed interface Location {

    /** A scheme has at least two letters; one letter is a drive of Windows. */
    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

    /** A URL that is downloaded: its host, perhaps with a login, and what follows. */
    Pattern HTTP = Pattern.compile("(?is)https?://([^/?#]*)(.*)");

    /** One with a login and another @, which may be the end of a password with a slash. */
    Pattern AMBIGUOUS = Pattern.compile("(?is)https?://[^/?#]*@[^/?#]*[/?#].*@.*");

    /** One whose login holds an @, as an address of mail does. */
    Pattern TWO_AT = Pattern.compile("(?is)https?://[^/?#]*@[^/?#]*@.*");

    /** Its path, without what follows a semicolon. */
    Pattern PATH = Pattern.compile("(?is)https?://[^/?#]*([^?#;]*).*");

    /** What no login can hold. */
    Pattern ENDS_LOGIN = Pattern.compile("[/?#@\\[\\]\\\\]");

    /** A login with what none can hold, in a variable that has a host besides. */
    Pattern ENDS_HOST = Pattern.compile("^[^/?#]*:[^/?#]*[/?#\\\\].*@", Pattern.DOTALL);

    /** What neither a path nor a query can hold. */
    Pattern ENDS_ALL = Pattern.compile("#");

    /** A file or folder, which may not exist. */
    record Local(Path path, String scheme) implements Location {

        /** Returns what to add to the message that there is no such file: the source may be meant as a URL. */
        String remark() {
            return scheme.isEmpty() || scheme.equals("file")
                    ? ""
                    : " A URL with the scheme \"" + scheme
                            + "\" can't be downloaded here, only http and https; download it by other means and give"
                            + " the file.";
        }
    }

    /**
     * A file on a server.
     *
     * @param source its URL as it may be shown: as it was given, with the names of environment variables and without secrets
     * @param uri its URL without the fragment, which may hold secrets
     */
    record Remote(String source, URI uri) implements Location {

        /** Returns whether the URL holds what must not be shown, such as the value of a variable. */
        boolean isSecret() {
            return hasVariables() || !Redaction.value(uri.toString()).equals(uri.toString());
        }

        private boolean hasVariables() {
            return source.contains("${");
        }

        /** Returns the user's name and password for the server, as the URL gives them. */
        Optional<String> login() {
            return Optional.ofNullable(uri.getUserInfo());
        }

        /** Returns the URL without the login, which a proxy would write to its log. */
        URI address() {
            String login = uri.getRawUserInfo();
            return login == null
                    ? uri
                    : URI.create(uri.toString().replaceFirst("//" + Pattern.quote(login) + "@", "//"));
        }

        /** Returns the end of the name of the file here, so that it looks like the one there. */
        String suffix() {
            String shown = PATH.matcher(source).replaceFirst("$1");
            // Within a path secrets are redacted, too, such as that of /token=S/; what follows a semicolon always is.
            boolean asShown = hasVariables() || shown.contains(Redaction.MARK) || uri.getPath() == null;
            String path = asShown ? shown : uri.getPath().replaceFirst("(?s);.*", "");
            String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
            return last.isEmpty() ? "download" : last.substring(Math.max(0, last.length() - 80));
        }

        @Override
        public String toString() {
            return source;
        }
    }

    /**
     * Locates a source.
     *
     * @param source a path or a URL, in which environment variables are expanded
     */
    static Location of(String source) throws IOException {
        VariableText text = new VariableText(source);
        if (text.fault().isPresent()) {
            throw invalid(source, text.fault().get());
        }
        checkValues(source);
        return of(source, text.expanded());
    }

    /**
     * Checks that a variable in a URL is a part of what it stands in: the end of a password with a slash would be the name of a host,
     * which is asked for and shown, and what follows a # isn't sent.
     */
    private static void checkValues(String source) throws IOException {
        Matcher url = HTTP.matcher(source);
        if (url.matches()) {
            String authority = url.group(1);
            String login = authority.substring(0, Math.max(0, authority.lastIndexOf('@')));
            checkValues(source, login, ENDS_LOGIN);
            checkValues(source, authority.substring(login.length()), ENDS_HOST);
            checkValues(source, url.group(2), ENDS_ALL);
        }
    }

    private static void checkValues(String source, String part, Pattern ends) throws IOException {
        for (Map.Entry<String, String> variable :
                new VariableText(part).values().entrySet()) {
            if (ends.matcher(variable.getValue()).find()) {
                throw invalid(
                        source,
                        "the value of the environment variable " + variable.getKey()
                                + " has a character that means something else in a URL; write it there as an escape, such as %23"
                                + " for #, %2F for /, %3F for ? and %40 for @");
            }
        }
    }

    private static Location of(String given, String source) throws IOException {
        Matcher matcher = SCHEME.matcher(source);
        String scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        try {
            return switch (scheme) {
                case "http", "https" -> remote(given, source);
                case "file" -> new Local(Path.of(new URI(source)), scheme);
                default -> new Local(Path.of(source), scheme);
            };
        } catch (URISyntaxException e) {
            // The exception itself quotes the whole URL.
            throw invalid(given, e.getReason() + "; a space is written %20");
        } catch (InvalidPathException e) {
            throw invalid(given, e.getReason());
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw invalid(given, "a file URL looks like file:///folder/file");
        }
    }

    private static Remote remote(String given, String source) throws URISyntaxException, IOException {
        URI uri = new URI(source);
        if (uri.getHost() == null) {
            throw invalid(
                    given,
                    "it names no host"
                            + (TWO_AT.matcher(source).matches()
                                    ? "; an @ in a login is written %40, and a / %2F"
                                    : ""));
        }
        if (AMBIGUOUS.matcher(source).matches()) {
            throw invalid(
                    given,
                    "it has an @ after its login and its host, so that these may end elsewhere; write %40 for each other @,"
                            + " and %2F for a / in a password");
        }
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return new Remote(Redaction.value(given), fragment < 0 ? uri : new URI(text.substring(0, fragment)));
    }

    private static IOException invalid(String source, String reason) {
        return new IOException("\"" + Redaction.value(source) + "\" is neither a path nor a URL: " + reason + ".");
    }
}
