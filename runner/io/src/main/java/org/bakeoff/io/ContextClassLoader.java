package org.bakeoff.io;

import java.util.function.Supplier;

/** Makes libraries find their services and files where Bakeoff's classes are, whatever class loader an application's thread has. */
public final class ContextClassLoader {

    private ContextClassLoader() {}

    /** Does some work with the class loader of a class as the thread's. */
    public static <T> T of(Class<?> owner, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(owner.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
