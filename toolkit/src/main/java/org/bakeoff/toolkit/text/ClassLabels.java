package org.bakeoff.toolkit.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes in the order of their indexes: ascending as numbers if all names are numbers, else by their characters.
 */
final class ClassLabels {

    private static final int MOST = 1_000;
    private static final int LONGEST = 1_000;
    private static final int SHOWN = 20;

    private final List<String> names;
    private final Map<String, Integer> indexes = new HashMap<>();

    private ClassLabels(List<String> names) {
        this.names = List.copyOf(names);
        for (String name : names) {
            indexes.put(name, indexes.size());
        }
    }

    /** Returns the classes of some texts; there must be two or more. */
    static ClassLabels of(List<? extends LabelledText> rows) throws IOException {
        Set<String> found = new TreeSet<>();
        for (LabelledText row : rows) {
            if (row.label().length() > LONGEST) {
                throw row.fault(String.format(
                        Locale.ROOT,
                        "the label has %,d characters, too many for the name of a class; is the right column named as \"label\"?",
                        row.label().length()));
            }
            if (found.add(row.label()) && found.size() > MOST) {
                throw row.fault("this is label number " + found.size()
                        + ", too many for classes; is the right column named as \"label\"?");
            }
        }
        if (found.size() < 2) {
            throw rows.get(0)
                    .sourceFault("all texts have the label "
                            + LabelledText.quoted(found.iterator().next())
                            + "; at least two different ones are needed");
        }
        List<String> names = new ArrayList<>(found);
        if (names.stream().allMatch(name -> number(name).isPresent())) {
            names.sort(Comparator.comparing(name -> number(name).orElse(BigDecimal.ZERO)));
        }
        return new ClassLabels(names);
    }

    /** Refuses texts of a class that isn't among these. */
    void check(List<? extends LabelledText> rows) throws IOException {
        for (LabelledText row : rows) {
            if (!indexes.containsKey(row.label())) {
                String all = String.join(
                        ", ",
                        names.stream().limit(SHOWN).map(LabelledText::quoted).toList());
                throw row.fault(
                        "the label " + LabelledText.quoted(row.label()) + " isn't in the training set, which has "
                                + all + (names.size() > SHOWN ? " and others" : "")
                                + alike(row.label())
                                        .map(name -> ". If it means " + LabelledText.quoted(name)
                                                + ", give \"labels\": {\"" + row.label() + "\": \"" + name + "\"}")
                                        .orElse(""));
            }
        }
    }

    List<String> names() {
        return names;
    }

    int count() {
        return names.size();
    }

    /** Returns the index of a row's class, which must be among these. */
    int index(LabelledText row) {
        Integer index = indexes.get(row.label());
        if (index == null) {
            throw new IllegalArgumentException("no class " + row.label());
        }
        return index;
    }

    private Optional<String> alike(String label) {
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(label)
                        || number(name)
                                .flatMap(one -> number(label).filter(other -> one.compareTo(other) == 0))
                                .isPresent())
                .findFirst();
    }

    private static Optional<BigDecimal> number(String name) {
        try {
            return name.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(name));
        } catch (NumberFormatException word) {
            return Optional.empty();
        }
    }
}
