package org.bakeoff.plugins;

import java.util.Locale;

/** Reads what a plugin's exception says: it may be null, throw, or be as long as a book. */
public final class ThrownText {

    /** So many characters are kept. */
    public static final int LONGEST = 2_000;

    private ThrownText() {}

    /** Returns the class and the message of an exception, cut to {@link #LONGEST} characters and a note. */
    public static String of(Throwable thrown) {
        return cut(read(thrown, thrown::toString));
    }

    /** Returns the message of an exception, cut to {@link #LONGEST} characters and a note; "null" if it has none. */
    public static String message(Throwable thrown) {
        return cut(read(thrown, thrown::getMessage));
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static String read(Throwable thrown, java.util.function.Supplier<String> text) {
        String name = thrown.getClass().getName();
        try {
            String read = text.get();
            return read == null ? String.valueOf((Object) null) : read;
        } catch (Throwable unreadable) {
            return name + ", whose message can't be read";
        }
    }

    /** Returns a text, or its beginning and how much was left out. */
    public static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : String.format(
                        Locale.ROOT,
                        "%s... (%,d more characters)",
                        text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST),
                        text.length() - LONGEST);
    }
}
