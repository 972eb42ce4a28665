package org.bakeoff.evaluators;

/** Says how a figure of every class becomes one number, as in scikit-learn. */
public enum Average {
    /** The mean over the classes that occur or are predicted. */
    MACRO,
    /** The figure of all classes together: each example counts once, whatever its class. */
    MICRO,
    /** The mean over classes, each weighted by the number of its examples. */
    WEIGHTED
}
