package org.bakeoff.io;

import java.util.regex.Pattern;

/** Writes arguments of commands that users copy: folders may have any name. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** Returns a text so that a shell of POSIX takes it as one word, as it is. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
