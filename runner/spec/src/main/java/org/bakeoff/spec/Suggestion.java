package org.bakeoff.spec;

import java.util.Collection;
import org.bakeoff.io.NearestName;

/** Phrases what is said of a name that isn't among those there are. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * What there is instead, and what may have been meant.
     *
     * @param what what it should name, such as "model"
     */
    public static String instead(String what, String name, Collection<String> known) {
        return "there is no " + what + " '" + Faults.printable(name, NearestName.LONGEST) + "'; " + there(known)
                + NearestName.of(name, known)
                        .map(other -> "; did you mean '" + other + "'?")
                        .orElse("");
    }

    private static String there(Collection<String> known) {
        return switch (known.size()) {
            case 0 -> "there are none";
            case 1 -> "there is only " + known.iterator().next();
            default -> "there are " + String.join(", ", known);
        };
    }
}
