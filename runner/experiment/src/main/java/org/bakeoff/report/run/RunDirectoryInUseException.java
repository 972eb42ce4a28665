package org.bakeoff.report.run;

/** Thrown when a run can't have a folder: an earlier run left its results there, or another run is using it. */
public final class RunDirectoryInUseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates one with a message for the user. */
    public RunDirectoryInUseException(String message) {
        super(message);
    }
}
