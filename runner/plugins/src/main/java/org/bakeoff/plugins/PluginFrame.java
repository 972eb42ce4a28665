package org.bakeoff.plugins;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of a stack trace in the code of a plugin from a plugin folder.
 *
 * @param line the line
 * @param jar the plugin's jar or folder
 */
public record PluginFrame(StackTraceElement line, String jar) {

    private static final int DEEPEST = 20;

    /** Returns the line, if it is one of a plugin. */
    static Optional<PluginFrame> of(StackTraceElement line) {
        String loader = line.getClassLoaderName();
        return loader == null || !loader.startsWith(PluginLoader.NAME)
                ? Optional.empty()
                : Optional.of(new PluginFrame(line, loader.substring(PluginLoader.NAME.length())));
    }

    /** Returns the class, and the jar or folder. */
    String culprit() {
        return line.getClassName() + " in " + jar;
    }

    /**
     * Returns what a plugin has thrown where Bakeoff asked it for no more than its name, its configuration or the like, as the beginning of a
     * sentence; empty if what was thrown, or a cause of it, doesn't come from the code of a plugin itself.
     */
    public static Optional<String> thrown(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace())
                        .filter(line -> !isOfJava(line))
                        .limit(1)
                        .flatMap(line -> of(line).stream())
                        .map(frame -> "The plugin in " + frame.jar() + " failed: " + ThrownText.of(cause) + ", at "
                                + frame.line().getClassName() + "."
                                + frame.line().getMethodName() + "("
                                + frame.line().getFileName() + ":"
                                + frame.line().getLineNumber() + ")"))
                .findFirst();
    }

    private static boolean isOfJava(StackTraceElement line) {
        String module = line.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
