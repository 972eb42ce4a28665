package org.bakeoff.io;

import java.util.stream.Collectors;

/**
 * Makes untrusted text safe to print. A terminal obeys control and format characters; here a line break or tab becomes a
 * blank, and any other of them a question mark.
 */
public final class TerminalText {

    private TerminalText() {}

    /** Returns the text as one line. */
    public static String of(String text) {
        return text.codePoints()
                .map(TerminalText::shown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Returns the text with its line breaks, each line made safe. */
    public static String lines(String text) {
        return text.lines().map(TerminalText::of).collect(Collectors.joining(System.lineSeparator()));
    }

    /** Returns the beginning of the text as one line: at most so many characters, and three dots where there are more. */
    public static String excerpt(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length > most ? of(text.substring(0, text.offsetByCodePoints(0, most))) + "..." : of(text);
    }

    private static int shown(int point) {
        if (Character.getType(point) == Character.SURROGATE) {
            return '?';
        }
        return !isControl(point) ? point : Character.isWhitespace(point) ? ' ' : '?';
    }

    /** Returns whether a character controls a terminal instead of being shown. */
    static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
