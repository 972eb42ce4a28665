package org.bakeoff.report.run;

/** Says how far a run is. */
public enum RunState {
    /** A process works on it. */
    RUNNING,
    /** It has begun and not ended, and nothing works on it. */
    INTERRUPTED,
    /** It has ended, and has a result. */
    FINISHED;

    /** Returns that of a run directory. */
    public static RunState of(RunDirectory directory) {
        if (RunProcess.of(directory).isPresent()) {
            return RUNNING;
        }
        return directory.compared() ? FINISHED : INTERRUPTED;
    }
}
