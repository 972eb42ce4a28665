package org.bakeoff.executor.spark;

import java.util.function.IntSupplier;

/** Notices that the cluster has had no executor for a while. Spark waits for it to come back, and so do trials. */
final class Outage {

    private static final long CHECK_NANOS = 5_000_000_000L;
    private static final long TELL_NANOS = 60_000_000_000L;

    private final IntSupplier room;
    private long checked = System.nanoTime();
    private long seen = checked;
    private boolean told;

    /**
     * Begins to look.
     *
     * @param room how many trials the cluster has room for, those that run included
     */
    Outage(IntSupplier room) {
        this.room = room;
    }

    /** Whether it is time to tell of it, which is so once for all trials. */
    synchronized boolean toBeTold() {
        long now = System.nanoTime();
        if (now - checked < CHECK_NANOS) {
            return false;
        }
        checked = now;
        if (lost()) {
            boolean first = !told && now - seen > TELL_NANOS;
            told |= first;
            return first;
        }
        seen = now;
        told = false;
        return false;
    }

    /** Whether there is no executor at this moment. */
    boolean lost() {
        return room.getAsInt() == 0;
    }
}
