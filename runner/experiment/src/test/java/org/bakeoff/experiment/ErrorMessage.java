package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;

/** Compares a message with what was thrown, which must have this code, and a remedy that ends the message. */
final class ErrorMessage {

    private ErrorMessage() {}

    static void check(ThrowingCallable call, ErrorCode code, String message) {
        BakeoffException failure = Objects.requireNonNull(catchThrowableOfType(BakeoffException.class, call));
        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(message).endsWith(failure.remedy());
    }
}
