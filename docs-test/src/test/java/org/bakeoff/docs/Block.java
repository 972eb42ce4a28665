package org.bakeoff.docs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A fenced block of a document.
 *
 * @param document the document's path from the root of the repository
 * @param line the line of its first fence, from 1
 * @param language what follows the fence, or empty
 * @param text what stands between the fences
 * @param comments the HTML comments right above it, without their brackets
 */
record Block(String document, int line, String language, String text, List<String> comments) {

    private static final Set<String> SHELL = Set.of("", "sh", "bash", "shell", "console");
    private static final Set<String> JSON = Set.of("json", "jsonc", "json5");
    private static final Pattern NOT_RUN = Pattern.compile("not run by tests: (\\S+\\s+\\S.*)", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("file: (\\S+)");
    private static final Pattern EXIT_CODE = Pattern.compile("exit code (\\d+)");

    Block {
        for (String comment : comments) {
            if (comment.startsWith("not run") && !NOT_RUN.matcher(comment).matches()) {
                throw new IllegalArgumentException(document + ":" + line + ": '<!-- " + comment
                        + " -->' gives no reason; write <!-- not run by tests: downloads 84 MB -->");
            }
        }
    }

    boolean isShell() {
        return SHELL.contains(language);
    }

    boolean isJson() {
        return JSON.contains(language);
    }

    /** Why the tests can't run it, if they can't. */
    Optional<String> notRun() {
        return comment(NOT_RUN);
    }

    /** The file whose content it shows, from the folder that the document's commands run in. */
    Optional<String> file() {
        return comment(FILE);
    }

    /** The exit code that its last command has. */
    int exitCode() {
        return comment(EXIT_CODE).map(Integer::parseInt).orElse(0);
    }

    /** What a reader would type: all of it, or what follows a prompt in a transcript. */
    String commands() {
        return !language.equals("console")
                ? text
                : text.lines()
                        .filter(line -> line.startsWith("$ ") || line.startsWith("> "))
                        .map(line -> line.substring(2) + "\n")
                        .collect(Collectors.joining());
    }

    /** Where it is, with its first line. */
    String title() {
        return document + ":" + line + " " + text.lines().findFirst().orElse("(empty)")
                + notRun().map(reason -> " (not run: " + reason.replaceAll("\\s+", " ") + ")")
                        .orElse("");
    }

    private Optional<String> comment(Pattern pattern) {
        return comments.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst();
    }
}
