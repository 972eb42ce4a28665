package org.bakeoff.training.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.bakeoff.io.Cancellation;

/**
 * A thread's turn at the engine. DJL has one gradient tape and one generator of random numbers a process, so all that
 * compute take turns; while its turn lasts, a thread computes without subnormal numbers.
 */
public final class EngineLock implements AutoCloseable {

    private static final ReentrantLock LOCK = new ReentrantLock();

    private final Runnable restoring;
    /** The threads of the turn that this one interrupts; 0 if it interrupts none. */
    private final int threads;

    private EngineLock(Runnable restoring) {
        this.restoring = restoring;
        this.threads = LOCK.getHoldCount() > 1 ? PyTorch.threads() : 0;
    }

    /**
     * Waits for this thread's turn; one that has it already gets it again.
     *
     * @throws CancellationException if this thread is interrupted before
     * @throws EngineMissingException if JNA can't be loaded, for lack of a folder that can be written to
     */
    public static EngineLock take() {
        JnaFolder.prepare();
        try {
            LOCK.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
        return new EngineLock(SubnormalFlushing.flush());
    }

    /** Waits for the lock even if this thread is interrupted, to free memory. */
    public static EngineLock last() {
        LOCK.lock();
        return new EngineLock(SubnormalFlushing.flush());
    }

    @Override
    public void close() {
        restoring.run();
        if (threads != 0 && threads != PyTorch.threads()) {
            // A listener may have asked a model that was trained with others, and sums depend on their number.
            PyTorch.useThreads(threads);
        }
        LOCK.unlock();
    }
}
