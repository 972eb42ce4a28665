package org.bakeoff.cli;

import org.bakeoff.training.progress.Progress;

/** Says what is waited for, where nothing else is shown for a while: a database, or a file system elsewhere, may take long until it answers. */
final class SlowStart implements ProgressDisplay {

    private static final long PATIENCE_MILLIS = 5_000;

    private final ProgressDisplay display;
    private final LongWork start = new LongWork("Waiting for the data or the executor...", PATIENCE_MILLIS);

    SlowStart(ProgressDisplay display) {
        this.display = display;
    }

    @Override
    public void accept(Progress event) {
        start.close();
        display.accept(event);
    }

    @Override
    public void close() {
        start.close();
        display.close();
    }
}
