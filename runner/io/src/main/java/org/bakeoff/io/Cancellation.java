package org.bakeoff.io;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Stops a run whose thread was interrupted. Long computations call {@link #check()} regularly. */
public final class Cancellation {

    private static final int ATTEMPTS = 3;

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
     * file that the work has open, so the work is done again: it must come to the same when it is repeated. Then it is done on another
     * thread, which nobody interrupts: who interrupts until this thread ends would never let it end.
     */
    public static <T> T defer(IoWork<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return work.run();
        } catch (IOException | RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
            interrupted = true;
            return undisturbed(work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T undisturbed(IoWork<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(() -> deferHere(work));
        new Thread(task, Thread.currentThread().getName()).start();
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                // It comes to an end.
            } catch (ExecutionException e) {
                throw thrown(Objects.requireNonNull(e.getCause()));
            }
        }
    }

    private static IOException thrown(Throwable cause) {
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        if (cause instanceof Error serious) {
            throw serious;
        }
        return (IOException) cause;
    }

    /**
     * Does some work that must stay on this thread as {@link #defer} does.
     *
     * @throws CancellationException if this thread is interrupted again and again
     */
    public static <T> T deferHere(IoWork<T> work) throws IOException {
        boolean interrupted = false;
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                interrupted |= Thread.interrupted();
                try {
                    return work.run();
                } catch (IOException | RuntimeException e) {
                    if (!Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
            throw exception();
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
