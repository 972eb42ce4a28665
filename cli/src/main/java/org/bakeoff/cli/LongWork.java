package org.bakeoff.cli;

import java.util.function.Supplier;

/** Says on standard error what is done, if it takes long: silence looks like a fault. */
final class LongWork implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 2_000;

    private final Thread teller;

    /**
     * Begins some work.
     *
     * @param doing what is said of it, a sentence
     * @param millis how long it may take until then
     */
    LongWork(String doing, long millis) {
        teller = new Thread(
                () -> {
                    try {
                        Thread.sleep(millis);
                        System.err.println(doing);
                    } catch (InterruptedException e) {
                        // It has ended before.
                    }
                },
                "long work");
        teller.setDaemon(true);
        teller.start();
    }

    /**
     * Does some work.
     *
     * @param doing what is said of it, a sentence
     */
    static <T> T of(String doing, Supplier<T> work) {
        LongWork telling = new LongWork(doing, PATIENCE_MILLIS);
        try {
            return work.get();
        } finally {
            telling.close();
        }
    }

    @Override
    public void close() {
        teller.interrupt();
    }
}
