package org.bakeoff.training;

/** A trial that can't go on; the message tells the user why and what to do. */
public final class TrialException extends Exception {

    private static final long serialVersionUID = 1;

    TrialException(String message) {
        super(message);
    }

    TrialException(String message, Throwable cause) {
        super(message, cause);
    }
}
