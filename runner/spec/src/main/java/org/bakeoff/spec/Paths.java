package org.bakeoff.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says what relative paths of a spec are relative to: the spec's folder, or the working directory for values that were set
 * from outside.
 *
 * @param folder the folder of the spec
 * @param working the working directory
 * @param set the pointers that were set from outside
 */
record Paths(Path folder, Path working, List<String> set) {

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /**
     * Makes a path absolute; a URL stays as it is.
     *
     * @throws InvalidPathException if the text can't be a path here
     */
    String resolve(String pointer, String text) {
        // What begins with a variable may become either.
        if (URL.matcher(text).matches() || text.startsWith("${")) {
            return text;
        }
        boolean outside = set.stream().anyMatch(one -> pointer.equals(one) || pointer.startsWith(one + "/"));
        return (outside ? working : folder)
                .resolve(text)
                .toAbsolutePath()
                .normalize()
                .toString();
    }
}
