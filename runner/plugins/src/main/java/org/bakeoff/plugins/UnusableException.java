package org.bakeoff.plugins;

/** A plugin was made, but what it says of itself is of no use. */
final class UnusableException extends Exception {

    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * Says so.
     *
     * @param fault what is wrong, said of the plugin
     * @param remedy what its author has to do
     */
    UnusableException(String fault, String remedy) {
        super(fault);
        this.remedy = remedy;
    }

    /** What to do about it, said of a plugin. */
    Diagnosis of(String plugin) {
        return new Diagnosis(plugin + " " + getMessage(), remedy);
    }
}
