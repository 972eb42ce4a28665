package org.bakeoff.spec;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.io.PlainPath;

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
    private static final Pattern AUTHORITY = Pattern.compile("[^:]+:/");
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]|(?<![$])\\{");

    /**
     * Makes a path absolute; a URL stays as it is.
     *
     * @throws InvalidPathException if the text can't be a path here
     */
    String resolve(String pointer, String text) {
        boolean outside = set.stream().anyMatch(one -> pointer.equals(one) || pointer.startsWith(one + "/"));
        Path base = outside ? working : folder;
        // What begins with a variable may become either.
        if (isUrl(text, base) || text.startsWith("${")) {
            return text;
        }
        // What a variable stands for isn't known yet, so neither is what .. after it is above.
        int known = text.contains("${") ? text.lastIndexOf('/', text.indexOf("${")) + 1 : text.length();
        return PlainPath.of(base.resolve(text.substring(0, known)))
                .resolve(text.substring(known))
                .toString();
    }

    /**
     * Returns whether a text is a URL, and no path whose first name has a colon, such as a folder named after a time. Where that is in
     * the working directory alone, it isn't the one that is meant.
     */
    private boolean isUrl(String text, Path base) {
        if (!URL.matcher(text).matches() || AUTHORITY.matcher(text).lookingAt()) {
            return URL.matcher(text).matches();
        }
        String first = text.split("/", 2)[0];
        return !WILDCARD.matcher(first).find()
                && !Files.exists(base.resolve(first))
                && !Files.exists(working.resolve(first));
    }
}
