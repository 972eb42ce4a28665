package org.bakeoff.data;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileRefusedException;
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

    static boolean isOne(String path) {
        return WILDCARD.matcher(path).find();
    }

    static FilePattern of(String pattern) throws IOException {
        String plain = WILDCARD.split(pattern, 2)[0];
        Path root = Path.of(plain.substring(0, plain.lastIndexOf('/') + 1))
                .toAbsolutePath()
                .normalize();
        String below = pattern.substring(plain.lastIndexOf('/') + 1);
        try {
            PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + below);
            int depth = below.contains("**")
                    ? Integer.MAX_VALUE
                    : 1
                            + (int) below.chars()
                                    .filter(character -> character == '/')
                                    .count();
            return new FilePattern(
                    root,
                    depth,
                    path -> matcher.matches(root.relativize(path)),
                    path -> path.equals(root) || isReached(root.relativize(path), below));
        } catch (PatternSyntaxException e) {
            throw new IOException("The pattern " + pattern + " is wrong: " + e.getDescription() + ".", e);
        }
    }

    /** Returns whether something below a folder may match: whether the folder matches the start of the pattern. */
    private static boolean isReached(Path folder, String below) {
        String[] parts = below.split("/", -1);
        // A slash between braces or after a backslash doesn't divide, and ** stands for any number of folders.
        if (below.contains("**") || below.contains("{") || below.contains("\\")) {
            return true;
        }
        return folder.getNameCount() < parts.length
                && folder.getFileSystem()
                        .getPathMatcher(
                                "glob:" + String.join("/", List.of(parts).subList(0, folder.getNameCount())))
                        .matches(folder);
    }

    /**
     * Returns the files that match, sorted; hidden ones never match.
     *
     * @throws IOException if one is a link to nothing or out of the root, or a file or folder that may hold some can't be read
     */
    List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            Path real = root.toRealPath();
            Files.walkFileTree(root, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    if (matcher.matches(path) && !path.getFileName().toString().startsWith(".")) {
                        requireTarget(path);
                        if (Files.isRegularFile(path)) {
                            if (attributes.isSymbolicLink()) {
                                RegularFiles.requireInside(real, path);
                            }
                            found.add(path);
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException fault) throws IOException {
                    if (matcher.matches(path) || reached.matches(path)) {
                        throw new FileRefusedException(
                                path,
                                "can't be read, and the pattern may match something there: " + FileErrors.reason(fault),
                                "Let it be read, or write a pattern that leaves it out.");
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Collections.sort(found);
        return found;
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
