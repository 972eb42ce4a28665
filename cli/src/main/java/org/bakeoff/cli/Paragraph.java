package org.bakeoff.cli;

import java.util.stream.Collectors;

/** Breaks texts between words, so that a terminal need not break within them. */
final class Paragraph {

    static final int WIDTH = 80;

    private Paragraph() {}

    /** Returns a text in lines of at most {@value #WIDTH} columns at a terminal, and as it is for other programs. */
    static String ofMessage(String text) {
        return Boolean.getBoolean("bakeoff.terminal") ? wrapped(text) : text;
    }

    /** Returns the lines of a text in lines of at most {@value #WIDTH} columns, indented alike. A longer word, such as a path, stays whole, and is indented less. */
    static String wrapped(String text) {
        return text.lines().map(Paragraph::line).collect(Collectors.joining("\n"));
    }

    private static String line(String text) {
        String indent = " ".repeat(text.length() - text.stripLeading().length());
        StringBuilder lines = new StringBuilder(indent);
        int length = indent.length();
        boolean first = true;
        for (String word : text.stripLeading().split(" ", -1)) {
            if (!first && length + 1 + word.length() > WIDTH) {
                String less = " ".repeat(Math.max(0, Math.min(indent.length(), WIDTH - word.length())));
                lines.append('\n').append(less);
                length = less.length();
                first = true;
            }
            lines.append(first ? "" : " ").append(word);
            length += (first ? 0 : 1) + word.length();
            first = false;
        }
        return lines.toString();
    }
}
