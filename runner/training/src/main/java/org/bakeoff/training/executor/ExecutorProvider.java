package org.bakeoff.training.executor;

/**
 * Makes an executor. Found by {@link java.util.ServiceLoader} on the class path, and chosen by its name: {@code bakeoff run
 * --executor NAME}.
 */
public interface ExecutorProvider {

    /** Returns its name: lower-case letters, digits and hyphens. */
    String name();

    /**
     * Makes an executor; nothing is started or connected to yet.
     *
     * @throws org.bakeoff.io.BakeoffException if it can't be made with these options; the message is for the user
     */
    Executor open(ExecutorOptions options);
}
