package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A pattern of files in a query, such as {@code data/*.csv}. DuckDB leaves out silently what it can't read.
 *
 * @param folder where it begins
 * @param parts what it has between slashes
 */
record FilePattern(Path folder, List<String> parts) {

    static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
    private static final String ANY_FOLDERS = "**";

    /** Characters in brackets, or any other one. */
    private static final Pattern PIECE = Pattern.compile("\\[!?.[^\\]]*]|.", Pattern.DOTALL);

    /** Returns whether a name of files is a pattern. */
    static boolean isOne(String name) {
        return WILDCARD.matcher(name).find();
    }

    static FilePattern of(Path folder, String name) {
        return name.startsWith("/")
                ? new FilePattern(folder.resolve("/"), List.of(name.substring(1).split("/+")))
                : new FilePattern(folder, List.of(name.split("/+")));
    }

    /**
     * Refuses what DuckDB leaves out.
     *
     * @throws IOException if a link to nothing matches, a folder that is to be listed can't be, or <code>**</code> meets a link to a
     *     folder elsewhere
     */
    void check() throws IOException {
        String first = parts.get(0);
        List<String> others = parts.subList(1, parts.size());
        if (!isOne(first)) {
            Path place = folder.resolve(first);
            if (others.isEmpty()) {
                requireTarget(place);
            }
            below(place, others);
            return;
        }
        boolean deep = first.equals(ANY_FOLDERS);
        if (deep) {
            below(folder, others);
        }
        Predicate<String> matcher = matcher(first);
        for (Path entry : entries()) {
            if (matcher.test(entry.getFileName().toString())
                    && !entry.getFileName().toString().startsWith(".")) {
                if (others.isEmpty()) {
                    requireTarget(entry);
                }
                if (deep && Files.isSymbolicLink(entry)) {
                    requireReadAnyway(entry, others.isEmpty());
                }
                if (!deep || Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    below(entry, deep ? parts : others);
                }
            }
        }
    }

    private static void requireTarget(Path place) throws IOException {
        if (Files.isSymbolicLink(place) && !Files.exists(place)) {
            throw new IOException(place + " is a symbolic link to something that isn't there or can't be seen. Put it"
                    + " there (git-annex: git annex get), delete the link, or write a pattern that leaves it out.");
        }
    }

    /**
     * Requires that a link, which <code>**</code> doesn't follow, leads to where it gets to by another way.
     *
     * @param files whether it doesn't find links to files either
     */
    private void requireReadAnyway(Path link, boolean files) throws IOException {
        boolean found = files ? Files.exists(link) : Files.isDirectory(link);
        if (found && !link.toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException(link
                    + " is a symbolic link, and ** in a query's pattern follows none. Put what it leads to in its place, or write"
                    + " a pattern without **, such as data/*/*.csv.");
        }
    }

    private static void below(Path place, List<String> parts) throws IOException {
        if (!parts.isEmpty() && Files.isDirectory(place)) {
            new FilePattern(place, parts).check();
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
