package org.bakeoff.cli;

import org.bakeoff.training.progress.Progress;

/** Says that the data are looked at, where nothing else is shown for a while: a database may take long until it gives a row, or never do. */
final class SlowStart implements ProgressDisplay {

    private static final long PATIENCE_MILLIS = 5_000;

    private final ProgressDisplay display;
    private final LongWork start = new LongWork("Looking at the data...", PATIENCE_MILLIS);

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
