package org.bakeoff.dataset.text;

import java.io.IOException;

/** Data that isn't what it should be; the message is for the user as it stands. */
final class BadData extends IOException {

    BadData(String message) {
        super(message);
    }
}
