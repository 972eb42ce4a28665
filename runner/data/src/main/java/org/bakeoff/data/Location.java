package org.bakeoff.data;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;

/** The location of a source: on this machine or on a server. */
sealed interface Location {

    /** A scheme has at least two letters; one letter is a drive of Windows. */
    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

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

    /** A file on a server, under its URL without the fragment. */
    record Remote(String source, URI uri) implements Location {

        /** Returns a file name that is unique to the URL and ends like it. */
        String fileName() {
            String path = uri.getPath() == null ? "" : uri.getPath();
            String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
            String suffix = last.isEmpty() ? "download" : last.substring(Math.max(0, last.length() - 80));
            return Sha256.of(uri.toString()) + "-" + suffix;
        }
    }

    static Location of(String source) throws IOException {
        Matcher matcher = SCHEME.matcher(source);
        String scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        try {
            return switch (scheme) {
                case "http", "https" -> remote(source);
                case "file" -> new Local(Path.of(new URI(source)), scheme);
                default -> new Local(Path.of(source), scheme);
            };
        } catch (URISyntaxException e) {
            throw invalid(source, e.getMessage() + "; a space is written %20", e);
        } catch (InvalidPathException e) {
            throw invalid(source, e.getReason(), e);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw invalid(source, "a file URL looks like file:///folder/file", e);
        }
    }

    private static Remote remote(String source) throws URISyntaxException, IOException {
        URI uri = new URI(source);
        if (uri.getHost() == null) {
            throw invalid(source, "it names no host", null);
        }
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return new Remote(source, fragment < 0 ? uri : new URI(text.substring(0, fragment)));
    }

    private static IOException invalid(String source, String reason, @Nullable Exception cause) {
        return new IOException("\"" + source + "\" is neither a path nor a URL: " + reason + ".", cause);
    }
}
