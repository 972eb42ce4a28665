package org.bakeoff.data;

import java.io.IOException;

/** A connection that ended too early; trying again may help. */
final class BrokenConnection extends IOException {

    private static final long serialVersionUID = 1;

    BrokenConnection(Throwable cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }

    BrokenConnection(String reason) {
        super(reason);
    }
}
