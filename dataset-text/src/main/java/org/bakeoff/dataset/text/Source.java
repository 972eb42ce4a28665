package org.bakeoff.dataset.text;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What was named in the configuration, for messages and ids.
 *
 * @param name the path or URL as it was named
 * @param path where it lies on this machine
 * @param file what ids begin with: the last part of its name, in which nothing steers a terminal
 */
record Source(String name, Path path, String file) {

    private static final int SHOWN = 60;

    /** What a spreadsheet that opens a file of ids computes: any =, and a call, a program or another file after a sign. */
    private static final Pattern FORMULA =
            Pattern.compile("[=\\uFF1D].*|[-+@\\uFF0B\\uFF0D\\uFF20].*[(|!].*", Pattern.DOTALL);

    Source(String name, Path path) {
        this(name, path, last(name));
    }

    /** The same, with ids that begin with something more. */
    Source within(String half) {
        return new Source(name, path, half + "/" + file);
    }

    private static String last(String name) {
        String plain = name.contains("://") ? name.replaceFirst("[?#].*", "") : name;
        String last = plain.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "");
        String file = last.isEmpty() ? "data" : printable(last);
        return isFormula(file) ? "_" + file : file;
    }

    /** Whether a spreadsheet would take an id for something to compute. */
    static boolean isFormula(String id) {
        return FORMULA.matcher(id).matches();
    }

    BadData fault(String what) {
        return new BadData(printable(name) + ": " + what);
    }

    /** Counts lines from 1. */
    BadData fault(long line, String what) {
        return new BadData(printable(name) + ", line " + line + ": " + what);
    }

    /** The beginning of a foreign text in quotes, in which nothing steers a terminal. */
    static String quoted(String text) {
        int end = text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
        return "'" + printable(text.substring(0, end)) + (end < text.length() ? "..." : "") + "'";
    }

    /** A foreign text in which nothing steers a terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
