package org.bakeoff.cli;

import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;

/** Shows what happens while an experiment runs. */
interface ProgressDisplay extends Consumer<Progress>, AutoCloseable {

    /**
     * Returns bars if standard error is a terminal, and lines otherwise.
     *
     * <p>Java can't tell whether standard error is a terminal; the launcher can, and says so in the system property
     * {@code bakeoff.terminal}.
     */
    static ProgressDisplay ofTerminal() {
        return new SlowStart(
                Boolean.getBoolean("bakeoff.terminal") ? new ProgressBars(System.err) : new ProgressLines(System.err));
    }

    @Override
    void close();
}
