package org.bakeoff.report;

/**
 * A sentence about a result, without the full stop.
 *
 * @param claim what it says
 * @param evidence what it rests on, or what follows; may be empty
 */
public record Sentence(String claim, String evidence) {

    /** Returns a text with a full stop, unless it ends like a sentence already, as the reason of a failure may. */
    public static String ended(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }

    /** Returns it as one text: the evidence in parentheses. */
    public String text() {
        return evidence.isEmpty() ? claim : claim + " (" + evidence + ")";
    }

    /** Returns it as one text, with something between claim and evidence. */
    public String joined(String between) {
        return evidence.isEmpty() ? claim : claim + between + evidence;
    }
}
