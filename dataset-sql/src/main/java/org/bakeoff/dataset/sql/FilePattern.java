package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of files in a query, such as {@code data/*.csv}. DuckDB leaves out silently what it can't read.
 *
 * @param folder where it begins
 * @param parts what it has between slashes
 * @param root the folder in which the first wildcard is, or <code>**</code>, without links; null above it
 */
record FilePattern(
        Path folder, List<String> parts, @Nullable Path root) {

    static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
    private static final String ANY_FOLDERS = "**";

    /** Begins a name that is hidden. */
    private static final Pattern HIDDEN = Pattern.compile("(?<=^|/)[.](?![.]?(/|$))");

    /** Characters in brackets, or any other one. */
    private static final Pattern PIECE = Pattern.compile("\\[!?.[^\\]]*]|.", Pattern.DOTALL);

    private static final Pattern BEGINS_CLOSED = Pattern.compile("\\[!?]");

    /** Returns whether a name of files is a pattern. */
    static boolean isOne(String name) {
        return WILDCARD.matcher(name).find();
    }

    /** Returns a pattern of DuckDB as Java has them, for which braces, and a closing bracket within others, are no characters. */
    static String ofJava(String name) {
        return PIECE.matcher(name)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        piece.group().equals("{")
                                ? "[{]"
                                : BEGINS_CLOSED.matcher(piece.group()).lookingAt() ? "?" : piece.group()));
    }

    static FilePattern of(Path folder, String name) {
        return name.startsWith("/")
                ? new FilePattern(folder.resolve("/"), List.of(name.substring(1).split("/+")), null)
                : new FilePattern(folder, List.of(name.split("/+")), null);
    }

    /**
     * Refuses what DuckDB leaves out, and what it finds elsewhere.
     *
     * @throws IOException if a link to nothing matches, or one to elsewhere, or a folder that is to be listed can't be
     */
    void check() throws IOException {
        String first = parts.get(0);
        List<String> others = parts.subList(1, parts.size());
        if (!isOne(first)) {
            Path place = folder.resolve(first);
            if (root != null) {
                requireInside(place, others.isEmpty(), root);
            }
            if (others.isEmpty()) {
                requireTarget(place);
            }
            below(place, others, root);
            return;
        }
        Path inside = root == null ? folder.toRealPath() : root;
        boolean deep = first.equals(ANY_FOLDERS);
        if (deep) {
            below(folder, others, inside);
        }
        Predicate<String> matcher = matcher(first);
        for (Path entry : entries()) {
            if (matcher.test(entry.getFileName().toString())) {
                // Editors leave hidden links to nothing.
                if (others.isEmpty() && !isHidden(entry)) {
                    requireTarget(entry);
                }
                // ** follows no links, so what they lead to must be below it itself.
                requireInside(entry, others.isEmpty(), inside);
                if (!deep) {
                    below(entry, others, inside);
                } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    new FilePattern(entry, parts, inside).check();
                }
            }
        }
    }

    /**
     * Refuses what DuckDB finds by a pattern, and nobody means: a file with two names, through a link, whose rows would count twice, and
     * hidden files, which are copies that editors or downloads keep.
     *
     * @param name the pattern
     * @param files what it finds
     */
    static void checkFound(Path folder, String name, List<Path> files) throws IOException {
        Matcher wildcard = WILDCARD.matcher(name);
        if (files.isEmpty() || !wildcard.find()) {
            return;
        }
        int start = name.lastIndexOf('/', wildcard.start()) + 1;
        boolean meant = HIDDEN.matcher(name.substring(start)).find();
        Path root = folder.resolve(name.substring(0, start)).toRealPath();
        Map<Path, Path> met = new HashMap<>();
        for (Path file : files) {
            Path other = met.putIfAbsent(file.toRealPath(), file);
            if (other != null) {
                throw new IOException(other + " and " + file
                        + ", which the query's pattern both finds, are one file by a link, so that each row would count twice."
                        + " Delete the link, or write a pattern that leaves it out.");
            }
            Path place = file.resolveSibling(".").toRealPath().resolve(file.getFileName());
            if (!meant && place.startsWith(root) && isHidden(root.relativize(place))) {
                throw new IOException(file
                        + " is hidden, as copies are that editors keep, and the query's pattern finds it. Delete it,"
                        + " or write a pattern that leaves it out, such as '[!.]*/[!.]*.csv'.");
            }
        }
    }

    private static boolean isHidden(Path path) {
        return HIDDEN.matcher(path.isAbsolute() ? String.valueOf(path.getFileName()) : path.toString())
                .find();
    }

    private static void requireTarget(Path place) throws IOException {
        if (Files.isSymbolicLink(place) && !Files.exists(place)) {
            throw new IOException(place + " is a symbolic link to something that isn't there or can't be seen. Put it"
                    + " there (git-annex: git annex get), delete the link, or write a pattern that leaves it out.");
        }
    }

    /**
     * Requires that what is at a place and may match isn't behind a link that leads out of a folder: nobody has named it, and it changes
     * behind the cache's back.
     *
     * @param files whether files match, and not only folders in which some may
     * @param inside the folder, without links
     */
    private static void requireInside(Path place, boolean files, Path inside) throws IOException {
        if (Files.isSymbolicLink(place)
                && (files ? Files.exists(place) : Files.isDirectory(place))
                && !place.toRealPath().startsWith(inside)) {
            throw new IOException(
                    place
                            + " is a symbolic link that leads out of the folder that the query's pattern searches. Copy the folder with the"
                            + " files themselves, `cp -rL FOLDER COPY`, and name the copy, or write a pattern that leaves it out.");
        }
    }

    private static void below(Path place, List<String> parts, @Nullable Path root) throws IOException {
        if (!parts.isEmpty() && Files.isDirectory(place)) {
            boolean deep = root != null && parts.get(0).equals(ANY_FOLDERS);
            new FilePattern(place, parts, deep ? place.toRealPath() : root).check();
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (AccessDeniedException e) {
            throw new IOException(
                    folder
                            + " can't be read, and the query's pattern may match something there. Let it be read, or write a"
                            + " pattern that leaves it out.",
                    e);
        }
    }

    /**
     * Returns what matches one name. What follows a <code>*</code> is taken where it stands first, so that many of them don't take time
     * without end, as they would in {@link java.nio.file.PathMatcher}.
     */
    private static Predicate<String> matcher(String part) {
        StringBuilder regex = new StringBuilder();
        Matcher pieces = PIECE.matcher(part);
        boolean open = false;
        while (pieces.find()) {
            String piece = pieces.group();
            if (piece.equals("*")) {
                regex.append(open ? ")(?>.*?" : "(?>.*?");
                open = true;
            } else if (piece.equals("?")) {
                regex.append('.');
            } else if (piece.length() > 1) {
                String within = piece.substring(1, piece.length() - 1);
                boolean negated = within.startsWith("!");
                regex.append(negated ? "[^" : "[")
                        .append(within.substring(negated ? 1 : 0).replaceAll("[\\[\\\\&^]", "\\\\$0"))
                        .append(']');
            } else {
                regex.append(Pattern.quote(piece));
            }
        }
        // Only what follows the last one must reach to the end.
        int last = regex.lastIndexOf("(?>.*?");
        if (open) {
            regex.replace(last, last + "(?>.*?".length(), "(?:.*").append(')');
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
        } catch (PatternSyntaxException e) {
            // DuckDB says what is wrong.
            return name -> false;
        }
    }
}
