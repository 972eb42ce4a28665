package org.bakeoff.training.executor;

/** An executor that isn't there, or that doesn't take what it was told; the message is for the user. */
public final class ExecutorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong and what to do, in whole sentences. */
    public ExecutorException(String message) {
        super(message);
    }
}
