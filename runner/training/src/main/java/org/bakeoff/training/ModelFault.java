package org.bakeoff.training;

/** A plugin's block threw something while it was set up or run; the cause is what it threw. */
final class ModelFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    ModelFault(Throwable cause) {
        super(cause);
    }
}
