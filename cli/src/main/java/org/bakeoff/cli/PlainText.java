package org.bakeoff.cli;

import java.util.stream.Collectors;

/** Text from data, as a terminal may see it. */
final class PlainText {

    private PlainText() {}

    /** The text with a blank for every character that a terminal would obey. */
    static String of(String text) {
        return text.codePoints()
                .map(point -> obeyed(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same of a text of several lines. */
    static String lines(String text) {
        return text.lines().map(PlainText::of).collect(Collectors.joining(System.lineSeparator()));
    }

    /** The beginning of a text, at most so many characters. */
    static String excerpt(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length > most ? of(text.substring(0, text.offsetByCodePoints(0, most))) + "..." : of(text);
    }

    private static boolean obeyed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
