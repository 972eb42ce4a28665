package org.bakeoff.toolkit.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives groups whose names are the same whole number one name. Programs such as pandas write 1 as 1.0 in a file in which the column
 * lacks a value in some row, and as 1 in others. Where all groups are written in one way, they keep their names.
 *
 * @param whole the numbers without a point; none unless others have one
 */
record GroupNames(Set<String> whole) {

    private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]+)(\\.0+)?");

    /** Looks at the groups of all texts. */
    static GroupNames of(List<? extends List<? extends LabelledText>> sets) {
        boolean[] found = new boolean[2];
        for (List<? extends LabelledText> texts : sets) {
            for (LabelledText text : texts) {
                String group = text.group();
                if (group != null && NUMBER.matcher(group).matches()) {
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
        if (group == null || whole.isEmpty()) {
            return text.groupOrId();
        }
        Matcher number = NUMBER.matcher(group);
        return number.matches() && whole.contains(number.group(1)) ? number.group(1) : group;
    }
}
