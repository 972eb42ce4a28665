package org.bakeoff.toolkit.text;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives groups whose names are the same whole number one name. Programs such as pandas write 1 as 1.0 in a file in which the column
 * lacks a value in some row, and as 1 in others; of 12345678.0 a database's driver makes 1.2345678E7. Where all groups are written in
 * one way, they keep their names.
 *
 * @param whole the numbers without a point; none unless others have one
 */
record GroupNames(Set<String> whole) {

    private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]+)(\\.0+)?");

    /** What Java makes of a large number with a fraction. */
    private static final Pattern POWER = Pattern.compile("-?[0-9]\\.[0-9]{1,20}E[0-9]{1,2}");

    /** Looks at the groups of all texts. */
    static GroupNames of(List<? extends List<? extends LabelledText>> sets) {
        boolean[] found = new boolean[2];
        for (List<? extends LabelledText> texts : sets) {
            for (LabelledText text : texts) {
                String group = text.group();
                if (group != null && number(group).isPresent()) {
                    found[group.indexOf('.') < 0 ? 0 : 1] = true;
                }
            }
        }
        Set<String> whole = new HashSet<>();
        if (found[0] && found[1]) {
            for (List<? extends LabelledText> texts : sets) {
                for (LabelledText text : texts) {
                    String group = text.group();
                    if (group != null && group.indexOf('.') < 0) {
                        whole.add(group);
                    }
                }
            }
        }
        return new GroupNames(whole);
    }

    /** Returns the group of a text, or its id if it has none. */
    String of(LabelledText text) {
        String group = text.group();
        return group == null || whole.isEmpty()
                ? text.groupOrId()
                : number(group).filter(whole::contains).orElse(group);
    }

    /** Returns the whole number that a group is, as it is written without a point; empty if it is none. */
    private static Optional<String> number(String group) {
        Matcher number = NUMBER.matcher(group);
        if (number.matches()) {
            return Optional.of(number.group(1));
        }
        if (!POWER.matcher(group).matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(group).stripTrailingZeros();
        return value.scale() <= 0 ? Optional.of(value.toPlainString()) : Optional.empty();
    }
}
