package org.bakeoff.training;

/** Reports that a plugin's block threw something while it was initialised or run; the cause is what it threw. */
final class ModelFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    ModelFault(Throwable cause) {
        super(cause);
    }
}
