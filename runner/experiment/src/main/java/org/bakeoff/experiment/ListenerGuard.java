package org.bakeoff.experiment;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Runs work that reports to a listener. Decides what the caller sees if the work is interrupted or fails, or the listener throws. */
final class ListenerGuard {

    private ListenerGuard() {}

    /** Work that reports its progress to a listener. */
    interface Run<T> {
        T run(Consumer<Progress> listener) throws IOException;
    }

    /** Stops a run like a cancellation, whichever thread called the listener. */
    private static final class Broken extends CancellationException {

        private static final long serialVersionUID = 1;

        Broken(Throwable failure) {
            initCause(failure);
        }

        /** Throws what the listener threw: a checked exception, too, which Kotlin, Scala and generics let through. */
        @SuppressWarnings("unchecked")
        <E extends Throwable> RuntimeException failure() throws E {
            throw (E) Objects.requireNonNull(getCause());
        }
    }

    /**
     * Runs work.
     *
     * @throws BakeoffException if a file can't be read or written
     * @throws CancellationException if this thread is interrupted, whatever failed because of that
     * @throws RuntimeException what the listener threw, as it was thrown; or an Error or a checked exception
     */
    static <T> T to(Consumer<Progress> listener, Run<T> run) {
        AtomicReference<@Nullable Broken> first = new AtomicReference<>();
        try {
            T result = run.run(event -> {
                check(first);
                try {
                    call(() -> listener.accept(event));
                } catch (Broken e) {
                    first.set(e);
                    throw e;
                }
            });
            check(first);
            return result;
        } catch (Broken e) {
            throw e.<RuntimeException>failure();
        } catch (CancellationException e) {
            throw e;
        } catch (IOException e) {
            throwFirst(first);
            Cancellation.check(e);
            throw BakeoffException.of(e);
        } catch (RuntimeException e) {
            throwFirst(first);
            Cancellation.check(e);
            throw e;
        }
    }

    private static void throwFirst(AtomicReference<@Nullable Broken> first) {
        Broken broken = first.get();
        if (broken != null) {
            throw broken.<RuntimeException>failure();
        }
    }

    /** Throws what the listener threw before: a plugin, in which it was called, may have swallowed it. */
    private static void check(AtomicReference<@Nullable Broken> first) {
        Broken broken = first.get();
        if (broken != null) {
            throw broken;
        }
    }

    /** Calls, within such work, what the caller gave besides the listener: what it throws counts as what the listener throws. */
    static void call(Runnable callersOwn) {
        try {
            callersOwn.run();
        } catch (Throwable e) {
            throw new Broken(e);
        }
    }
}
