package org.bakeoff.cli;

/** Text from data, as a terminal may see it. */
final class PlainText {

    private PlainText() {}

    /** The text with a blank for every character that a terminal would obey. */
    static String of(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The beginning of a text, at most so many characters. */
    static String excerpt(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length > most ? of(text.substring(0, text.offsetByCodePoints(0, most))) + "..." : of(text);
    }
}
