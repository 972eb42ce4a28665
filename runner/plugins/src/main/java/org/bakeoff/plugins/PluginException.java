package org.bakeoff.plugins;

/** The plugins on the classpath contradict each other; the message says which and what to do. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong and what to do. */
    public PluginException(String message) {
        super(message);
    }
}
