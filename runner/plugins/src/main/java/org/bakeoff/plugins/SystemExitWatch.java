package org.bakeoff.plugins;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the plugin that ends the JVM with {@link System#exit}. It can't be prevented, but it can be reported. */
public final class SystemExitWatch {

    private SystemExitWatch() {}

    /**
     * Reports, while the JVM ends, which plugin of a folder ends it.
     *
     * @param listener receives a sentence or two for the user
     */
    public static void watch(Consumer<String> listener) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> culprit()
                        .ifPresent(culprit -> listener.accept(culprit + " ended Bakeoff (System.exit). Remove the"
                                + " plugin, or report this to its author: a plugin must never do that."))));
    }

    /** Returns the class, and the jar or folder, of a plugin that is ending the JVM; empty if none is. */
    public static Optional<String> culprit() {
        return Thread.getAllStackTraces().values().stream()
                .filter(SystemExitWatch::exits)
                .flatMap(Arrays::stream)
                .flatMap(frame -> PluginFrame.of(frame).stream())
                .map(PluginFrame::culprit)
                .findFirst();
    }

    /** Returns whether a thread calls exit. An interrupt by the user also ends the JVM, but not in this way. */
    private static boolean exits(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    }
}
