package org.bakeoff.runner.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import tools.jackson.databind.JsonNode;

/** Collects all that is wrong with a spec. */
final class Faults {

    private static final int SHOWN = 60;

    private final List<SpecFault> faults = new ArrayList<>();

    void add(String pointer, String message) {
        faults.add(new SpecFault(pointer, message));
    }

    /** Reports a value that is not what is allowed. */
    void wrong(String pointer, JsonNode found, String allowed) {
        add(pointer, "found " + show(found) + "; allowed: " + allowed);
    }

    /** Reports a name that isn't among those there are. */
    void unknown(String pointer, String what, String name, Collection<String> known) {
        String message = "there is no " + what + " '" + clip(name) + "'; "
                + (known.isEmpty() ? "there are none" : "there is " + String.join(", ", known));
        add(
                pointer,
                message
                        + near(name, known)
                                .map(other -> "; did you mean '" + other + "'?")
                                .orElse(""));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<SpecFault> all() {
        return List.copyOf(faults);
    }

    /** The pointer of a key below another pointer. */
    static String below(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    static String show(JsonNode node) {
        return clip(node.toString());
    }

    private static String clip(String text) {
        String printable = text.codePoints()
                .limit(SHOWN + 1)
                .mapToObj(point -> Character.isISOControl(point) ? "?" : Character.toString(point))
                .collect(Collectors.joining());
        return printable.codePointCount(0, printable.length()) > SHOWN
                ? printable.substring(0, printable.offsetByCodePoints(0, SHOWN)) + "..."
                : printable;
    }

    private static Optional<String> near(String name, Collection<String> known) {
        int most = Math.max(1, name.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(most);
        return known.stream()
                .filter(other -> distance.apply(name, other) >= 0)
                .min(Comparator.comparing(other -> distance.apply(name, other)));
    }
}
