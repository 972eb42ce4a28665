package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs work with far more memory for calls than a thread has. DuckDB calls itself for each level of what a database holds, such as the
 * expression of a view, a check or a default, or the type of a column, as soon as it opens it, and a database may be somebody else's:
 * at the end of that memory the process would end.
 */
final class DeepCalls {

    /** DuckDB takes less than two KiB for a level. It is taken as it is used. */
    private static final long STACK_BYTES = 512L << 20;

    private DeepCalls() {}

    /** Returns what work gives on a thread of its own. An interrupt of this thread is one of that thread. */
    static <T> T call(Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, Thread.currentThread().getName() + " (deep)", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        return cause instanceof IOException fault ? fault : new IOException(cause);
    }
}
