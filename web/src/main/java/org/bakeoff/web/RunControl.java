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
     * @param directory the run directory, which names the process
     * @return false if that process isn't one that may be asked, or works elsewhere
     */
    boolean interrupt(RunDirectory directory, RunProcess process);

    /**
     * Starts a process that resumes a run, and waits until it has begun or ended, though not for long.
     *
     * @return what the process says if it ended at once; else empty
     */
    Optional<String> resume(RunDirectory directory) throws IOException;
}
