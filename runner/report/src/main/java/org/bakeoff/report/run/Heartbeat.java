package org.bakeoff.report.run;

import java.time.Duration;

/**
 * Says how often a run renews its lease, and when another one takes it for dead. Nobody compares clocks: whoever waits counts its
 * own waits in which nothing changed.
 *
 * @param interval the time between two renewals
 * @param missed how many of them a run may miss, 1 or more
 * @param pause waits
 */
record Heartbeat(Duration interval, int missed, Pause pause) {

    /** Waits for a time. */
    @FunctionalInterface
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    /** Returns that of every run; {@code -Dbakeoff.leaseMillis} sets the interval, at least 10. */
    static Heartbeat ofRuns() {
        return new Heartbeat(
                Duration.ofMillis(Math.max(10, Long.getLong("bakeoff.leaseMillis", 5000))),
                6,
                time -> Thread.sleep(time.toMillis()));
    }

    void await() throws InterruptedException {
        pause.await(interval);
    }

    /** Returns how long a lease stays unchanged before it is taken over. */
    Duration patience() {
        return interval.multipliedBy(missed);
    }
}
