package org.bakeoff.io;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How a run is broken off: the thread that runs it is interrupted, which what takes long looks at now and then. */
public final class Cancellation {

    private Cancellation() {}

    /**
     * Looks whether to go on.
     *
     * @throws CancellationException if this thread was interrupted; it stays so
     */
    public static void check() {
        check(null);
    }

    /**
     * The same where something failed, which an interruption may be the cause of.
     *
     * @throws CancellationException if this thread was interrupted; it stays so
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

    /** What a run that was broken off ends with. */
    public static CancellationException exception() {
        return new CancellationException("the experiment was interrupted");
    }
}
