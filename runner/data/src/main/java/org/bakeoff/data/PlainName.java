package org.bakeoff.data;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds names of classes and groups that mean the same, and those by which programs write that there is none. */
final class PlainName {

    private static final Set<String> FOR_NONE = Set.of(
            "",
            "nan",
            "null",
            "none",
            "nil",
            "na",
            "n/a",
            "#n/a",
            "<na>",
            "nat",
            "undefined",
            "missing",
            // Databases and their exports write these.
            "\\n",
            "(null)",
            "[null]",
            "<null>",
            "__hivedefaultpartition__",
            "?",
            "-",
            "--");

    /** Blanks and what can't be seen: soft hyphens, zero-width characters, byte order marks. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0]");

    /** Quotes around a name, and a full stop behind it. */
    private static final Pattern DECORATION = Pattern.compile("^[\"'`]+|[\"'`.]+$");

    /** Hyphens and underscores between letters, where another name has blanks. */
    private static final Pattern JOINT = Pattern.compile("(?<=\\p{L})[-_\u2010\u2011](?=\\p{L})");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    /** No name of more characters stands for none, with what is around it: there may be millions of groups, each a book. */
    private static final int LONGEST = 40;

    private PlainName() {}

    /** Returns what is left of a name without case, blanks, invisible characters, quotes and the format of a number. */
    static String of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String seen = INVISIBLE.matcher(plain).replaceAll("").replace('\u2212', '-');
        String visible = JOINT.matcher(DECORATION.matcher(seen).replaceAll("")).replaceAll("");
        if (NUMBER.matcher(visible).matches()) {
            return new BigDecimal(visible).stripTrailingZeros().toString();
        }
        return visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Returns whether a name stands for a missing value, such as nan. */
    static boolean isForNone(String name) {
        return name.length() <= LONGEST && FOR_NONE.contains(of(name));
    }
}
