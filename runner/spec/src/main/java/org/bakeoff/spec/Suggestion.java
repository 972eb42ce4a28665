package org.bakeoff.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What is said of a name that isn't among those there are. */
public final class Suggestion {

    private static final int LONGEST = 60;

    private Suggestion() {}

    /**
     * What there is instead, and what may have been meant.
     *
     * @param what what it should name, such as "model"
     */
    public static String instead(String what, String name, Collection<String> known) {
        return "there is no " + what + " '" + Faults.printable(name, LONGEST) + "'; " + there(known)
                + near(name, known)
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

    /** Returns the name that was probably meant: the nearest one that differs in few letters; empty if none is near. */
    static Optional<String> near(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String small = name.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance = new LevenshteinDistance(name.length() < 4 ? 1 : Math.max(2, name.length() / 3));
        return known.stream()
                .filter(other -> distance.apply(small, other.toLowerCase(Locale.ROOT)) >= 0)
                .min(Comparator.comparing(other -> distance.apply(small, other.toLowerCase(Locale.ROOT))));
    }
}
