package org.bakeoff.runner.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bakeoff.api.Plugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plugins. Their code is called for the first time here: on a thread of its own, which is left behind if it takes too long. Where that
 * code ends the JVM, which can't be kept from it, the log says whose code it was.
 */
final class Loading {

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Duration limit;
    private final ConfigCheck check;

    Loading(Duration limit, ConfigCheck check) {
        this.limit = limit;
        this.check = check;
    }

    /**
     * Makes a plugin and asks it for what every user of it will.
     *
     * @param location its jar or folder
     * @throws ExecutionException if it throws, or gives nothing of use
     * @throws TimeoutException if it takes too long
     */
    <P extends Plugin<?>> P make(ServiceLoader.Provider<P> provider, Path location)
            throws ExecutionException, TimeoutException {
        String whose = "The plugin " + provider.type().getName() + " in " + location;
        return call(whose, provider.type().getClassLoader(), () -> {
            P plugin = provider.get();
            given("name()", plugin.name());
            given("description()", plugin.description());
            given("defaults()", plugin.defaults());
            String fault = check.fault(plugin.defaults());
            if (fault != null) {
                throw new UnusableException(
                        fault,
                        "A key is an int, long, double or boolean, one of their boxes, a String, an enum, or a List of"
                                + " boxes, strings or an enum's constants");
            }
            return plugin;
        });
    }

    private static void given(String what, @Nullable Object value) throws UnusableException {
        if (value == null) {
            throw new UnusableException("gives null as its " + what, "It must give a value");
        }
    }

    private <T> T call(String whose, ClassLoader loader, Callable<T> code) throws ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = new Thread(task, "plugin");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        Thread hook = new Thread(() -> {
            if (ends(thread)) {
                LOG.error(
                        "{} ends the JVM while it is loaded (System.exit). Take it away, and tell its author: a plugin"
                                + " must never do that.",
                        whose);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        } finally {
            remove(hook);
        }
    }

    /** An interrupt of the user ends the JVM too, from another thread. */
    private static boolean ends(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theJvmIsEnding) {
            // It has run, or will.
        }
    }
}
