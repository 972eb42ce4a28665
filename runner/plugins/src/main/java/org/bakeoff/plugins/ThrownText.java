package org.bakeoff.plugins;

import java.security.CodeSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a plugin's exception says: it may be null, throw, or be as long as a book. */
public final class ThrownText {

    /** So many characters are kept. */
    public static final int LONGEST = 2_000;

    /** So many exceptions, each the cause of the one before, are looked at: they may go in a circle. */
    private static final int DEEPEST = 10;

    private ThrownText() {}

    /**
     * Returns the class and the message of an exception, cut to {@link #LONGEST} characters and a note. For one that only repeats its
     * cause, as thread pools wrap them, the cause stands.
     */
    public static String of(Throwable thrown) {
        Throwable own = unwrapped(thrown);
        return cut(read(own, own::toString));
    }

    /**
     * Returns the same, and the first line of the plugin's own code in the stack trace, if there is one.
     *
     * @param code a class of the plugin
     */
    public static String of(Throwable thrown, Class<?> code) {
        return of(thrown) + place(thrown, code);
    }

    /**
     * Returns the first line of a plugin's own code in a stack trace, as the end of a clause; empty if there is none.
     *
     * @param code a class of the plugin
     */
    public static String place(Throwable thrown, Class<?> code) {
        try {
            return Arrays.stream(unwrapped(thrown).getStackTrace())
                    .filter(line -> isOf(code, line.getClassName()))
                    .findFirst()
                    .map(line -> ", at " + line(line))
                    .orElse("");
        } catch (Throwable unreadable) {
            return "";
        }
    }

    /** Returns the message of an exception, cut to {@link #LONGEST} characters and a note; "null" if it has none. */
    public static String message(Throwable thrown) {
        Throwable own = unwrapped(thrown);
        return cut(read(own, own::getMessage));
    }

    /** Returns the cause of an exception that has no message but its cause. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable own = thrown;
        try {
            for (int level = 0; level < DEEPEST; level++) {
                Throwable cause = own.getCause();
                if (cause == null || !cause.toString().equals(own.getMessage())) {
                    return own;
                }
                own = cause;
            }
        } catch (Throwable unreadable) {
            // It is read again, with what can be said of it then.
        }
        return own;
    }

    /** Returns whether a class comes from the same jar or folder as one of a plugin. */
    private static boolean isOf(Class<?> code, String name) {
        try {
            Class<?> type = Class.forName(name, false, code.getClassLoader());
            return type.getClassLoader() == code.getClassLoader() && Objects.equals(location(type), location(code));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static @Nullable String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : String.valueOf(source.getLocation());
    }

    /** Returns a line as stack traces show it, without loader and module; a jar may lack names of files, and numbers of lines. */
    private static String line(StackTraceElement line) {
        String method = line.getClassName() + "." + line.getMethodName();
        String file = line.getFileName();
        return file == null
                ? method
                : method + "(" + file + (line.getLineNumber() < 0 ? "" : ":" + line.getLineNumber()) + ")";
    }

    private static String read(Throwable thrown, Supplier<@Nullable String> text) {
        String name = thrown.getClass().getName();
        try {
            return String.valueOf(text.get());
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
