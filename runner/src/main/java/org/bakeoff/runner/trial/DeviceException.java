package org.bakeoff.runner.trial;

/** A device was asked for that isn't there; the message says why and what to do. */
public final class DeviceException extends Exception {

    private static final long serialVersionUID = 1;

    DeviceException(String wanted, String reason) {
        super("the device \"" + wanted + "\" isn't there: " + reason + "; \"auto\" takes what there is");
    }
}
