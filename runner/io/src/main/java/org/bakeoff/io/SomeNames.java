package org.bakeoff.io;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists the first of many names for a message. */
public final class SomeNames {

    private SomeNames() {}

    /** Returns the names, separated by commas; of more than so many the first ones, and how many more there are. */
    public static String of(Collection<String> names, int most) {
        int more = names.size() - most;
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (more > 0 ? String.format(Locale.ROOT, " and %,d more", more) : "");
    }
}
