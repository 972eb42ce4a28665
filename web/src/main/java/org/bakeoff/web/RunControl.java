package org.bakeoff.web;

import java.io.IOException;
import java.util.Optional;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProcess;

/** Interrupts and resumes runs, for a page that may do so. */
public interface RunControl {

    /**
     * Asks a run to end after it has written checkpoints.
     *
     * @return false if that process isn't one that may be asked
     */
    boolean interrupt(RunProcess process);

    /**
     * Starts a process that resumes a run, and waits until it has begun or ended.
     *
     * @return what the process says if it ended at once; else empty
     */
    Optional<String> resume(RunDirectory directory) throws IOException;
}
