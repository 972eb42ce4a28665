package org.bakeoff.toolkit.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A text with the name of its class, as a dataset read it. */
public interface LabelledText {

    /** Returns a name that is unique within its set, see {@link org.bakeoff.api.Example#id()}. */
    String id();

    /** Returns the text as a person would read it. */
    String text();

    /** Returns the name of its class. */
    String label();

    /** Returns its group, see {@link org.bakeoff.api.Example#group()}; null if nothing groups it. */
    @Nullable
    String group();

    /** Returns an exception that says where the text is and what is wrong with it. */
    IOException fault(String what);

    /** Returns an exception that says what is wrong with the file, table or the like that the text comes from. */
    IOException sourceFault(String what);

    /** Returns a label without blanks and zero-width characters around it, of any script. */
    static String stripped(String label) {
        return RowPatterns.AROUND.matcher(label).replaceAll("");
    }

    /**
     * Returns what is wrong with an id that a row brings, as the rest of a sentence about the row; null if nothing is. It has
     * characters, no control characters, and a spreadsheet doesn't compute it when it opens predictions.
     */
    static @Nullable String idFault(String id) {
        if (id.isEmpty()) {
            return "the id is empty";
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            return "the id " + quoted(id) + " holds a line break or another control character";
        }
        return isFormula(id)
                ? "the id " + quoted(id)
                        + " is a formula to a spreadsheet, which would compute it on opening predictions.csv;"
                        + " rename it, or leave \"id\" out"
                : null;
    }

    /** Returns whether a spreadsheet would compute a text: any =, and a call, a program or another file after a sign. */
    static boolean isFormula(String text) {
        return RowPatterns.FORMULA.matcher(text).matches();
    }

    /** Returns the beginning of an untrusted text for a message, in quotes and without control characters. */
    static String quoted(String text) {
        int end = text.offsetByCodePoints(0, Math.min(60, text.codePointCount(0, text.length())));
        return "'" + text.substring(0, end).replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?")
                + (end < text.length() ? "..." : "") + "'";
    }

    /** Returns its group, or its id if it has none. */
    default String groupOrId() {
        String group = group();
        return group == null ? id() : group;
    }
}
