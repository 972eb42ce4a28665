package org.bakeoff.training.executor;

/** Reports that there is no such device; the message says why and what to do. */
public final class DeviceException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Says that it isn't there.
     *
     * @param wanted what the spec asks for
     * @param reason why it isn't there, and what to do; the rest of a sentence
     */
    public DeviceException(String wanted, String reason) {
        super("the device \"" + wanted + "\" isn't there: " + reason + "; \"auto\" takes what there is");
    }
}
