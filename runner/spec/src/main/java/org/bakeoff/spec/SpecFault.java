package org.bakeoff.spec;

import org.bakeoff.io.Redaction;

/**
 * One thing that is wrong with a spec.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the document as a whole
 * @param message what was found, what is allowed and, where one is near, what may have been meant
 */
public record SpecFault(String pointer, String message) {

    private static final int LONGEST = 300;

    /** Takes secrets out of the message. */
    public SpecFault {
        message = Redaction.text(message);
    }

    @Override
    public String toString() {
        return pointer.isEmpty() ? message : Faults.printable(pointer, LONGEST) + ": " + message;
    }
}
