package org.bakeoff.report;

/**
 * A note that is too long to stand before what it explains.
 *
 * @param first the sentences that stand there
 * @param rest the sentences that are folded away; empty for a short note
 */
public record Note(String first, String rest) {

    private static final int SHORT = 240;
    private static final int LEAST = 80;

    /** Takes a note apart after the first sentence that says enough. */
    public static Note of(String text) {
        int end = text.length() <= SHORT ? -1 : text.indexOf(". ", LEAST);
        return end < 0 ? new Note(text, "") : new Note(text.substring(0, end + 1), text.substring(end + 2));
    }
}
