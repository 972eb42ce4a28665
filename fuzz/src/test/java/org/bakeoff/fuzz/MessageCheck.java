package org.bakeoff.fuzz;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the messages about files that can't be used. */
final class MessageCheck {

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");

    private MessageCheck() {}

    /** Requires a message without terminal escapes. Its words can't be checked, since it quotes the file. */
    static void check(@Nullable String message) {
        if (message == null || message.isBlank() || STEERING.matcher(message).find()) {
            throw new AssertionError("the user is told: " + message);
        }
    }
}
