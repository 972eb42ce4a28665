package org.bakeoff.data;

import java.text.Normalizer;

/** Texts in one form of Unicode, in whichever they were written: a letter with its marks as one character, where there is one. */
final class ComposedText {

    /** No character before it is changed, or is a mark. */
    private static final char FIRST = '\u0300';

    /** The marks in a row that are composed, at most: they are sorted, in time that grows with their square. No language writes as many. */
    private static final int MOST_MARKS = 30;

    private ComposedText() {}

    /** Returns a text as it is composed; as it is where so many marks follow one another that it is no text. */
    static String of(String text) {
        boolean plain = true;
        int marks = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < FIRST) {
                marks = 0;
                continue;
            }
            plain = false;
            int point = text.codePointAt(at);
            marks = isMark(point) ? marks + 1 : 0;
            at += Character.charCount(point) - 1;
            if (marks > MOST_MARKS) {
                return text;
            }
        }
        return plain ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
