package org.bakeoff.training;

/** Reports that a trial can't continue; the message tells the user why and what to do. */
public final class TrialException extends Exception {

    private static final long serialVersionUID = 1;

    TrialException(String message) {
        super(message);
    }

    TrialException(String message, Throwable cause) {
        super(message, cause);
    }
}
