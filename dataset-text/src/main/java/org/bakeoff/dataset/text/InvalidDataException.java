package org.bakeoff.dataset.text;

import java.io.IOException;

/** Reports data that isn't what it should be; the message is for the user. */
final class InvalidDataException extends IOException {

    InvalidDataException(String message) {
        super(message);
    }
}
