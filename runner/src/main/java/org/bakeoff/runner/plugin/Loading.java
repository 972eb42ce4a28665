package org.bakeoff.runner.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a plugin's code for the first time: on a thread of its own, which is left behind if it takes too long. Where that
 * code ends the JVM, which can't be kept from it, the log says whose code it was.
 */
final class Loading {

    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Duration limit;

    Loading(Duration limit) {
        this.limit = limit;
    }

    /**
     * Makes the call.
     *
     * @param whose the plugin, for the log
     * @throws ExecutionException if it throws
     * @throws TimeoutException if it takes too long
     */
    <T> T call(String whose, Callable<T> code) throws ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = new Thread(task, "plugin");
        thread.setDaemon(true);
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
