package org.bakeoff.fuzz;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What users are told of a file that can't be used. */
final class Refusals {

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");

    private Refusals() {}

    /** A message must be there and steer no terminal. Its words can't be checked: it quotes the file, which may hold any. */
    static void check(@Nullable String message) {
        if (message == null || message.isBlank() || STEERING.matcher(message).find()) {
            throw new AssertionError("the user is told: " + message);
        }
    }
}
