package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
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
        PathMatcher matcher = matcher(first);
        for (Path entry : entries()) {
            if (matcher.matches(entry.getFileName())
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

    private static PathMatcher matcher(String part) {
        try {
            // Braces are characters like others to DuckDB.
            return FileSystems.getDefault().getPathMatcher("glob:" + part.replaceAll("[{}\\\\]", "\\\\$0"));
        } catch (PatternSyntaxException e) {
            // DuckDB says what is wrong.
            return path -> false;
        }
    }
}
