package org.bakeoff.plugins;

/** Reports a plugin whose name, description or defaults can't be used. */
final class InvalidPluginException extends Exception {

    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * Reports a fault.
     *
     * @param fault what is wrong, to follow the name of the plugin's class
     * @param remedy what its author has to do
     */
    InvalidPluginException(String fault, String remedy) {
        super(fault);
        this.remedy = remedy;
    }

    /** Returns the fault and its remedy for the plugin's class. */
    PluginDiagnosis of(String plugin) {
        return new PluginDiagnosis(plugin + " " + getMessage(), remedy);
    }
}
