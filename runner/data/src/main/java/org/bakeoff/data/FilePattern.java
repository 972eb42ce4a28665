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
import org.bakeoff.io.RegularFiles;

/**
 * A path with wildcards, and the files that match it.
 *
 * @param root the folder above the first wildcard
 * @param depth how many folders and files below the root a path that matches has, at most
 * @param matcher says of an absolute path whether it matches
 */
record FilePattern(Path root, int depth, PathMatcher matcher) {

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
            return new FilePattern(root, depth, path -> matcher.matches(root.relativize(path)));
        } catch (PatternSyntaxException e) {
            throw new IOException("The pattern " + pattern + " is wrong: " + e.getDescription() + ".", e);
        }
    }

    /**
     * Returns the files that match, sorted; hidden ones never match.
     *
     * @throws IOException if one is a link that leads out of the root
     */
    List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            Path real = root.toRealPath();
            Files.walkFileTree(root, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                    if (matcher.matches(path)
                            && Files.isRegularFile(path)
                            && !path.getFileName().toString().startsWith(".")) {
                        if (attributes.isSymbolicLink()) {
                            RegularFiles.requireInside(real, path);
                        }
                        found.add(path);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException fault) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Collections.sort(found);
        return found;
    }
}
