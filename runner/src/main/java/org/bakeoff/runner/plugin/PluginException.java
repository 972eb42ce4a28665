package org.bakeoff.runner.plugin;

/** There is no such plugin, or no such folder of plugins; the message says which and what to do. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong and what to do. */
    public PluginException(String message) {
        super(message);
    }
}
