package org.bakeoff.plugins;

import org.bakeoff.api.Plugin;

/** Runs what plugins do, and says what is wrong if it fails. */
public final class PluginCode {

    private PluginCode() {}

    /**
     * Something that a plugin does.
     *
     * @param <T> what it gives
     * @param <E> what it may throw
     * @param <F> what else it may throw
     */
    @FunctionalInterface
    public interface Code<T, E extends Exception, F extends Exception> {

        /** Does it. */
        T run() throws E, F;
    }

    /**
     * Runs it with the plugin's class loader as the thread's, for that is where libraries look for their services and
     * files.
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

    /** What it threw, and what to do about that: the end of a sentence, without a full stop. */
    public static String fault(Throwable thrown) {
        return fault(thrown, "this is a fault of the plugin");
    }

    /** What to do where Java's memory ran out: the end of a sentence, without a full stop. */
    public static String memory(OutOfMemoryError error) {
        return "the memory of Java ran out (" + error.getMessage() + "; it has "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB of heap). Give it more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, or use a smaller batchSize, shorter"
                + " texts or less data";
    }

    /** The same, where it must be said whose fault it is if nothing better is known. */
    public static String fault(Throwable thrown, String whose) {
        if (thrown instanceof OutOfMemoryError error) {
            return memory(error);
        }
        Diagnosis known = thrown instanceof LinkageError error ? Diagnosis.known("it", error) : null;
        return known == null ? thrown + "; " + whose : known.reason() + ". " + known.remedy();
    }
}
