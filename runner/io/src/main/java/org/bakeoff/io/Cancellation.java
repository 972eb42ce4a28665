package org.bakeoff.io;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Stops a run whose thread was interrupted. Long computations call {@link #check()} regularly. */
public final class Cancellation {

    private Cancellation() {}

    /**
     * Throws if this thread was interrupted.
     *
     * @throws CancellationException if this thread was interrupted; it stays interrupted
     */
    public static void check() {
        check(null);
    }

    /**
     * Throws if this thread was interrupted; for use after a failure that the interruption may have caused.
     *
     * @throws CancellationException if this thread was interrupted; it stays interrupted
     */
    public static void check(@Nullable Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            CancellationException cancelled = exception();
            if (failure != null) {
                cancelled.initCause(failure);
            }
            throw cancelled;
        }
    }

    /**
     * Does some work to its end, even if this thread was interrupted; it stays interrupted. An interrupt that comes meanwhile closes the
     * file that the work has open, so the work is done again: it must come to the same when it is repeated.
     */
    public static <T> T defer(IoWork<T> work) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return work.run();
                } catch (IOException | RuntimeException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns the exception that an interrupted run ends with. */
    public static CancellationException exception() {
        return new CancellationException("the experiment was interrupted");
    }
}
