package org.bakeoff.dataset.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Gives labels, as they stand in files, the names of their classes: without blanks and zero-width characters around them, and
 * renamed as the configuration says.
 */
final class LabelNames {

    private final Map<String, String> renamed = new LinkedHashMap<>();
    private final Set<String> unused = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();
    private long invisible;

    /** Prepares names, renamed as {@link TextConfig#labels()} says. */
    LabelNames(Map<String, String> labels) {
        labels.forEach((from, to) -> renamed.put(LabelledText.stripped(from), LabelledText.stripped(to)));
        unused.addAll(renamed.keySet());
    }

    /** Returns the name of a label's class; empty if nothing is left. */
    String of(String label) {
        String stripped = LabelledText.stripped(label);
        if (!stripped.equals(label.strip())) {
            invisible++;
        }
        unused.remove(stripped);
        String name = renamed.getOrDefault(stripped, stripped);
        // One object for each class, not for each row.
        return names.computeIfAbsent(name, key -> key);
    }

    /** Refuses names for labels that no row has. */
    void check(TextSource source) throws InvalidDataException {
        for (String label : renamed.keySet()) {
            if (unused.contains(label)) {
                throw source.fault("\"labels\" names " + TextSource.quoted(label) + ", which no row has; "
                        + Columns.there("there is", List.copyOf(names.keySet()), label));
            }
        }
    }

    /** Returns what was assumed. */
    List<String> notes() {
        return invisible == 0
                ? List.of()
                : List.of(invisible + (invisible == 1 ? " label has" : " labels have")
                        + " no-break spaces or zero-width characters around them, which were left out");
    }
}
