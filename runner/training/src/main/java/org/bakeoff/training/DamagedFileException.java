package org.bakeoff.training;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reports a file of a trial that isn't what the trial wrote, or is missing, so that only the trial can write it again. A file
 * that just can't be read is none of these.
 */
final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    /** Reports a fault; the message, which names the file, is for the user. */
    DamagedFileException(String message) {
        this(message, null);
    }

    /** Reports a fault that another one shows. */
    DamagedFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
