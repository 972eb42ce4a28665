package org.bakeoff.report;

/**
 * A sentence about a result, without the full stop.
 *
 * @param claim what it says
 * @param evidence the figures that it rests on; empty without any
 */
public record Sentence(String claim, String evidence) {

    /** Returns it as one text: the evidence in parentheses. */
    public String text() {
        return evidence.isEmpty() ? claim : claim + " (" + evidence + ")";
    }
}
