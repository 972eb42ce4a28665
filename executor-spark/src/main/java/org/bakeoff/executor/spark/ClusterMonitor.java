package org.bakeoff.executor.spark;

import java.util.function.IntSupplier;

/** Notices when the cluster has had no executor for a minute. Spark waits for one to return, and so do trials. */
final class ClusterMonitor {

    private static final long CHECK_NANOS = 5_000_000_000L;
    private static final long WARN_NANOS = 60_000_000_000L;

    private final IntSupplier room;
    private long checked = System.nanoTime();
    private long seen = checked;
    private boolean warned;

    /** Monitors how many trials the cluster has room for, running ones included. */
    ClusterMonitor(IntSupplier room) {
        this.room = room;
    }

    /** Returns whether to warn the user now; true once for each outage, for all trials together. */
    synchronized boolean shouldWarn() {
        long now = System.nanoTime();
        if (now - checked < CHECK_NANOS) {
            return false;
        }
        checked = now;
        if (lost()) {
            boolean first = !warned && now - seen > WARN_NANOS;
            warned |= first;
            return first;
        }
        seen = now;
        warned = false;
        return false;
    }

    boolean lost() {
        return room.getAsInt() == 0;
    }
}
