package org.bakeoff.training;

/** Reports that a trial can't continue; the message tells the user why and what to do. */
public final class TrialException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean retryable;

    /** Reports what is the same in every attempt. */
    TrialException(String message) {
        super(message);
        retryable = false;
    }

    /**
     * Reports what was thrown.
     *
     * @param retryable whether another attempt may go otherwise
     */
    TrialException(String message, Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Returns whether another attempt may go otherwise. */
    boolean isRetryable() {
        return retryable;
    }
}
