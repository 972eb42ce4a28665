package org.bakeoff.cli;

import java.util.function.Supplier;

/** Says on standard error what is done, if it takes long: silence looks like a fault. */
final class LongWork {

    private static final long PATIENCE_MILLIS = 2_000;

    private LongWork() {}

    /**
     * Does some work.
     *
     * @param doing what is said of it, a sentence
     */
    static <T> T of(String doing, Supplier<T> work) {
        Thread teller = new Thread(
                () -> {
                    try {
                        Thread.sleep(PATIENCE_MILLIS);
                        System.err.println(doing);
                    } catch (InterruptedException e) {
                        // It has ended before.
                    }
                },
                "long work");
        teller.setDaemon(true);
        teller.start();
        try {
            return work.get();
        } finally {
            teller.interrupt();
        }
    }
}
