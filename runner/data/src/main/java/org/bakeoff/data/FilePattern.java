package org.bakeoff.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.PlainPath;
import org.bakeoff.io.RegularFiles;

/**
 * A path with wildcards, and the files that match it.
 *
 * @param root the folder above the first wildcard
 * @param depth how many folders and files below the root a path that matches has, at most
 * @param matcher says of an absolute path whether it matches
 * @param reached says of an absolute path whether something below it may match
 */
record FilePattern(Path root, int depth, PathMatcher matcher, PathMatcher reached) {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final Pattern ANY_FOLDERS = Pattern.compile("(?<=^|/)[*]{2}/");

    /** Begins a name with a dot, which is hidden otherwise. Braces may stand in front where a pattern has too many. */
    private static final Pattern MEANS_HIDDEN = Pattern.compile("(?<=^\\{?|/\\{?)[.](?![.]?(/|$))");

    /** Stands for folders that a variant has, while others are made without them. */
    private static final String ANY = "\0/";

    private static final int MOST_VARIANTS = 256;

    /** Links to folders that hold links to folders are more ways than anybody counts. */
    private static final int MOST_LINKS = 10_000;

    static boolean isOne(String path) {
        return WILDCARD.matcher(path).find();
    }

    static FilePattern of(String pattern) throws IOException {
        return of(pattern, false);
    }

    /**
     * Reads a pattern.
     *
     * @param all whether hidden files match, though it has no dot for them
     */
    static FilePattern of(String pattern, boolean all) throws IOException {
        int start = start(pattern);
        Path root = PlainPath.of(Path.of(pattern.substring(0, start)));
        String below = pattern.substring(start);
        try {
            // It checks the syntax.
            root.getFileSystem().getPathMatcher("glob:" + below);
            List<String> variants = variants(below);
            List<Glob> globs = Stream.concat(Stream.of(below), variants.stream())
                    .map(Glob::new)
                    .toList();
            int depth = below.contains("**")
                    ? Integer.MAX_VALUE
                    : 1
                            + (int) below.chars()
                                    .filter(character -> character == '/')
                                    .count();
            boolean hidden = all || variants.stream().anyMatch(MEANS_HIDDEN.asPredicate());
            boolean hiddenFiles = all
                    || variants.stream()
                            .map(variant -> variant.substring(variant.lastIndexOf('/') + 1))
                            .anyMatch(MEANS_HIDDEN.asPredicate());
            return new FilePattern(
                    root,
                    depth,
                    path -> (hidden || isVisible(root.relativize(path)))
                            && (hiddenFiles || !isHidden(path.getFileName()))
                            && matches(globs, root.relativize(path)),
                    path -> path.equals(root)
                            || ((hidden || isVisible(root.relativize(path)))
                                    && isReached(root.relativize(path), below, variants)));
        } catch (PatternSyntaxException e) {
            throw new IOException("The pattern " + pattern + " is wrong: " + e.getDescription() + ".", e);
        }
    }

    /** Returns where the first name with wildcards begins, unless a folder is called so, as that of a spec may be. */
    private static int start(String pattern) {
        int start = 0;
        for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', slash + 1)) {
            if (isOne(pattern.substring(start, slash)) && !Files.isDirectory(Path.of(pattern.substring(0, slash)))) {
                break;
            }
            start = slash + 1;
        }
        return start;
    }

    /** Returns whether no name begins with a dot, as those of folders in which editors and downloads keep copies. */
    private static boolean isVisible(Path path) {
        return StreamSupport.stream(path.spliterator(), false).noneMatch(FilePattern::isHidden);
    }

    private static boolean isHidden(Path name) {
        return name.toString().startsWith(".");
    }

    private static boolean matches(List<Glob> globs, Path path) {
        String text = path.toString().replace(File.separatorChar, '/');
        return globs.stream().anyMatch(glob -> glob.matches(text));
    }

    /**
     * Returns patterns without braces that together match what a pattern does, and where it has <code>**</code> for folders, without
     * any, too. One that is too involved is returned as it is.
     */
    private static List<String> variants(String below) {
        if (below.contains("\\")) {
            return List.of(below);
        }
        List<String> variants = new ArrayList<>(List.of(below));
        for (int index = 0; index < variants.size(); index++) {
            String variant = variants.get(index);
            List<String> chosen = chosen(variant);
            Matcher folders = ANY_FOLDERS.matcher(variant);
            if (!chosen.isEmpty()) {
                variants.remove(index--);
                variants.addAll(chosen);
            } else if (folders.find()) {
                variants.set(index, variant.substring(0, folders.start()) + ANY + variant.substring(folders.end()));
                variants.add(variant.substring(0, folders.start()) + variant.substring(folders.end()));
                index--;
            }
            if (variants.size() > MOST_VARIANTS) {
                return List.of(below);
            }
        }
        return variants.stream().map(variant -> variant.replace(ANY, "**/")).toList();
    }

    /**
     * Returns the patterns that the first braces of a pattern stand for; none if it has no braces, and anything if they are too many.
     * Nothing but their end has a meaning within brackets.
     */
    private static List<String> chosen(String pattern) {
        List<String> choices = new ArrayList<>();
        int open = -1;
        int from = 0;
        boolean brackets = false;
        for (int index = 0; index < pattern.length() && choices.size() <= MOST_VARIANTS; index++) {
            char next = pattern.charAt(index);
            brackets = brackets ? next != ']' : next == '[';
            if (!brackets && next == '{') {
                open = index;
                from = index + 1;
            } else if (!brackets && open >= 0 && (next == ',' || next == '}')) {
                choices.add(pattern.substring(from, index));
                from = index + 1;
                if (next == '}') {
                    break;
                }
            }
        }
        if (choices.size() > MOST_VARIANTS) {
            return choices;
        }
        String start = pattern.substring(0, Math.max(0, open));
        String end = pattern.substring(from);
        return choices.stream().map(choice -> start + choice + end).toList();
    }

    /** Returns whether something below a folder may match: whether the folder matches the start of a pattern. */
    private static boolean isReached(Path folder, String below, List<String> variants) {
        return below.contains("\\")
                || variants.stream()
                        .anyMatch(variant -> variant.contains("{") || isReached(folder, variant.split("/", -1)));
    }

    private static boolean isReached(Path folder, String[] parts) {
        for (int level = 0; level < folder.getNameCount(); level++) {
            // The last part is for files, unless it stands for any number of folders.
            if (parts[level].contains("**")) {
                return true;
            }
            if (level == parts.length - 1
                    || !new Glob(parts[level]).matches(folder.getName(level).toString())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the files that match, sorted; hidden ones never match, nor do files in hidden folders, unless the pattern says so. A link to a folder within the root is followed; what it leads to is
     * found once, under the path without that link if that matches, too.
     *
     * @throws IOException if a file or a folder that may hold some is a link to nothing, out of the root or to a folder that it lies
     *     in, or can't be read
     */
    List<Path> find() throws IOException {
        Map<Path, Path> found = new TreeMap<>();
        if (Files.isDirectory(root)) {
            Path real = root.toRealPath();
            int[] links = {0};
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                    if (!reached.matches(path)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (!path.equals(root) && Files.isSymbolicLink(path)) {
                        RegularFiles.requireInside(real, path);
                        if (++links[0] > MOST_LINKS) {
                            throw new FileRefusedException(
                                    path,
                                    "is one of more than " + MOST_LINKS
                                            + " ways by links to folders that the pattern reaches",
                                    "Delete links, or write a pattern that leaves them out.");
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    if (matcher.matches(path)) {
                        requireTarget(path);
                        if (attributes.isRegularFile()) {
                            if (Files.isSymbolicLink(path)) {
                                RegularFiles.requireInside(real, path);
                            }
                            Path itself = path.resolveSibling(".").toRealPath().resolve(path.getFileName());
                            boolean direct =
                                    root.resolve(real.relativize(itself)).equals(path);
                            if (direct || !found.containsKey(itself)) {
                                found.put(itself, path);
                            }
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException fault) throws IOException {
                    if (!matcher.matches(path) && !reached.matches(path)) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw fault instanceof FileSystemLoopException
                            ? new FileRefusedException(
                                    path,
                                    "is a symbolic link to a folder that it lies in",
                                    "Delete the link, or write a pattern that leaves it out.")
                            : new FileRefusedException(
                                    path,
                                    "can't be read, and the pattern may match something there: "
                                            + FileErrors.reason(fault),
                                    "Let it be read, or write a pattern that leaves it out.");
                }
            });
        }
        return found.values().stream().sorted().toList();
    }

    /**
     * Returns whether a file would match once it is written, by whatever way through links to folders.
     *
     * @param file without links
     */
    boolean wouldMatch(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path above = absolute;
        while (!Files.isDirectory(above)) {
            above = above.resolveSibling("");
        }
        Path there = above.toRealPath();
        Path rest = above.relativize(absolute);
        boolean[] found = {false};
        int[] links = {0};
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, Set.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                    if (!reached.matches(path)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    if (Files.isSymbolicLink(path) && ++links[0] > MOST_LINKS) {
                        return FileVisitResult.TERMINATE;
                    }
                    found[0] = matcher.matches(path.resolve(rest))
                            && path.toRealPath().equals(there);
                    return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException fault) {
                    // Reading the data says so.
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return found[0];
    }

    private static void requireTarget(Path path) throws FileRefusedException {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new FileRefusedException(
                    path,
                    "is a symbolic link to something that isn't there or can't be seen",
                    "Put it there (git-annex: git annex get), delete the link, or write a pattern that leaves it out.");
        }
    }
}
