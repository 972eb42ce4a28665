package org.bakeoff.runner.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What is said of a name that isn't among those there are. */
public final class UnknownName {

    private UnknownName() {}

    /**
     * Says what there is, and which of it may have been meant.
     *
     * @param what what was looked for, such as "model"
     * @param known the names that there are
     */
    public static String message(String what, String name, Collection<String> known) {
        return "there is no " + what + " '" + Faults.printable(name, Faults.SHOWN) + "'; " + there(known)
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

    private static Optional<String> near(String name, Collection<String> known) {
        if (name.length() > Faults.SHOWN) {
            return Optional.empty();
        }
        String small = name.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance = new LevenshteinDistance(name.length() < 4 ? 1 : Math.max(2, name.length() / 3));
        return known.stream()
                .filter(other -> distance.apply(small, other.toLowerCase(Locale.ROOT)) >= 0)
                .min(Comparator.comparing(other -> distance.apply(small, other.toLowerCase(Locale.ROOT))));
    }
}
