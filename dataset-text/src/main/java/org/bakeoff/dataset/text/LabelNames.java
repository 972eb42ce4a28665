package org.bakeoff.dataset.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * Gives labels, as they stand in files, the names of their classes: without blanks and zero-width characters around them, and
 * renamed as the configuration says.
 */
final class LabelNames {

    /** So many names are kept. Texts with more are refused anyway, and so are longer names: they aren't of classes. */
    static final int MOST = 10_000;

    static final int LONGEST = 1_000;

    private final Map<String, String> renamed = new LinkedHashMap<>();
    private final Set<String> unused = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> composed = new HashMap<>();
    private final Map<String, String> twins = new LinkedHashMap<>();
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
        if (name.length() > LONGEST) {
            return name;
        }
        // One object for each class, not for each row.
        String kept = names.get(name);
        return kept != null ? kept : names.size() < MOST ? added(name) : name;
    }

    private String added(String name) {
        names.put(name, name);
        String other = composed.putIfAbsent(Normalizer.normalize(name, Normalizer.Form.NFC), name);
        if (other != null) {
            twins.putIfAbsent(name, other);
        }
        return name;
    }

    /** Refuses names for labels that no row has, and labels that look the same but are written with other characters. */
    void check(TextSource source) throws InvalidDataException {
        if (!twins.isEmpty()) {
            Map.Entry<String, String> twin = twins.entrySet().iterator().next();
            throw source.fault(
                    "the labels " + TextSource.quoted(twin.getValue()) + " and " + TextSource.quoted(twin.getKey())
                            + " look the same, but one has letters with marks as one character, and one as two; make them one class: "
                            + "\"labels\": {\"" + ascii(twin.getKey()) + "\": \"" + ascii(twin.getValue()) + "\"}");
        }
        for (String label : renamed.keySet()) {
            if (unused.contains(label)) {
                throw source.fault("\"labels\" names " + TextSource.quoted(label) + ", which no row has; "
                        + Columns.there("there is", List.copyOf(names.keySet()), label));
            }
        }
    }

    /** Returns text in JSON, so that all its characters are visible. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.chars()
                .forEach(letter -> ascii.append(
                        letter >= ' ' && letter < 0x7f && letter != '"' && letter != '\\'
                                ? String.valueOf((char) letter)
                                : String.format(Locale.ROOT, "\\u%04x", letter)));
        return ascii.toString();
    }

    /** Returns what was assumed. */
    List<String> notes() {
        return invisible == 0
                ? List.of()
                : List.of(invisible + (invisible == 1 ? " label has" : " labels have")
                        + " no-break spaces or zero-width characters around them, which were left out");
    }
}
