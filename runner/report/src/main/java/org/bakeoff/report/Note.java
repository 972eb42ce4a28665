package org.bakeoff.report;

/**
 * A note, which is folded where it is too long to read before what it explains.
 *
 * @param first the sentences that are always shown
 * @param rest the sentences that are folded away; empty for a short note
 */
public record Note(String first, String rest) {

    private static final int SHORT = 240;
    private static final int LEAST = 80;

    /** Splits a long note after the first sentence that is long enough. */
    public static Note of(String text) {
        int end = text.length() <= SHORT ? -1 : text.indexOf(". ", LEAST);
        return end < 0 ? new Note(text, "") : new Note(text.substring(0, end + 1), text.substring(end + 2));
    }
}
