package org.bakeoff.training;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.training.progress.Progress;

/** Runs single trials somewhere, with the same result everywhere. */
interface TrialExecutor {

    /**
     * Runs a trial to its end.
     *
     * @param folder where its files go
     * @param encoded the encoded data
     * @param listener receives its events
     */
    TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener);
}
