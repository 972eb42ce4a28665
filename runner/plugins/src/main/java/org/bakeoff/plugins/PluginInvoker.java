package org.bakeoff.plugins;

import java.io.UncheckedIOException;
import java.util.List;
import org.bakeoff.api.Plugin;

/** Runs the code of plugins with their class loader, and explains what they throw. */
public final class PluginInvoker {

    /** What Java throws, or its library asks for, where code is wrong. */
    private static final List<Class<? extends RuntimeException>> MISTAKES = List.of(
            NullPointerException.class,
            IndexOutOfBoundsException.class,
            ClassCastException.class,
            IllegalArgumentException.class,
            UnsupportedOperationException.class,
            ArithmeticException.class);

    private PluginInvoker() {}

    /** Calls a plugin, which may throw two kinds of exceptions. */
    @FunctionalInterface
    public interface Code<T, E extends Exception, F extends Exception> {

        /** Makes the call. */
        T run() throws E, F;
    }

    /**
     * Runs code with the plugin's class loader as the thread's, where libraries look for services and files.
     */
    public static <T, E extends Exception, F extends Exception> T run(Plugin<?> plugin, Code<T, E, F> code)
            throws E, F {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        try {
            return code.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Returns what a plugin threw, where in its code, and what to do, as the end of a sentence without a full stop. An
     * {@link UncheckedIOException} is about a file.
     *
     * @param code a class of the plugin
     */
    public static String fault(Class<?> code, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError error) {
            return memory(error);
        }
        if (thrown instanceof UncheckedIOException) {
            return ThrownText.message(thrown);
        }
        BrokenPlugin known = thrown instanceof LinkageError error ? PluginDiagnosis.known("it", error) : null;
        return known == null
                ? ThrownText.of(thrown, code) + "; this is a fault of the plugin"
                : known.reason() + ". " + known.remedy();
    }

    /**
     * Returns whether the code of a plugin alone is the reason for what it threw, so that it throws the same when it is called in the
     * same way again. Whatever else it throws may come of files, of the network or of other threads.
     */
    public static boolean isMistake(Throwable thrown) {
        return thrown instanceof LinkageError || MISTAKES.stream().anyMatch(kind -> kind.isInstance(thrown));
    }

    /** Returns what to do when Java's memory runs out, as the end of a sentence without a full stop. */
    public static String memory(OutOfMemoryError error) {
        if (ThrownText.message(error).contains("native thread")) {
            return "the system allows no more threads (" + ThrownText.message(error)
                    + "). Use fewer --workers, or raise the limit: `ulimit -u`, or that of the container";
        }
        return "the memory of Java ran out (" + ThrownText.message(error) + "; it has "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB of heap). Give it more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, or use a smaller batchSize, shorter"
                + " texts or less data";
    }
}
