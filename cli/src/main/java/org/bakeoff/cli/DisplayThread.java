package org.bakeoff.cli;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Passes events on to a display on a thread of its own. Where nobody reads what it prints, as a pager that waits for a key, a run comes
 * to wait for it, but hears an interrupt all the same: Java can't end a write to a full pipe.
 */
final class DisplayThread implements ProgressDisplay {

    /** So many events may wait. */
    private static final int MOST = 1000;

    /** How long what is left is waited for once the run is interrupted, in seconds. */
    private static final int LAST = 2;

    private final ProgressDisplay display;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST);
    private final Thread thread = new Thread(this::show, "display");
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    DisplayThread(ProgressDisplay display) {
        this.display = display;
        thread.setDaemon(true);
        thread.start();
    }

    private void show() {
        try {
            while (!over) {
                waiting.take().run();
            }
        } catch (InterruptedException e) {
            // Nothing interrupts it.
        }
    }

    @Override
    public void accept(Progress event) {
        Throwable before = failure.get();
        if (before != null) {
            throw new IllegalStateException(before);
        }
        add(() -> display.accept(event));
    }

    private void add(Runnable work) {
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        };
        // Where there is room, what an interrupted thread says is shown, too.
        if (!waiting.offer(guarded)) {
            try {
                waiting.put(guarded);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes the display once it has shown all so far; events may follow. */
    void rest() {
        CountDownLatch shown = new CountDownLatch(1);
        add(() -> {
            display.close();
            shown.countDown();
        });
        boolean interrupted = Thread.interrupted();
        try {
            if (!interrupted) {
                shown.await();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            await(shown);
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch shown) {
        try {
            shown.await(LAST, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // As if the time were over.
        }
    }

    @Override
    public void close() {
        rest();
        over = true;
        // The thread may wait for something to show.
        waiting.offer(() -> {});
    }
}
