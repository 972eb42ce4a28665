package org.bakeoff.cli;

import java.nio.file.Path;
import org.bakeoff.runner.plugin.SystemExit;

/** What is said when the user interrupts a run. */
final class Farewell {

    private final Thread hook;

    private Farewell(Thread hook) {
        this.hook = hook;
    }

    /**
     * Prepares to say where the results are.
     *
     * @param directory the run directory
     * @param display what shows the run's progress; closed before anything is said
     */
    static Farewell ifInterrupted(Path directory, ProgressDisplay display) {
        Thread hook = new Thread(() -> {
            display.close();
            if (SystemExit.culprit().isEmpty()) {
                System.err.println("Interrupted; what was finished by then is in " + directory);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Farewell(hook);
    }

    /** Says nothing any more: there is nothing left to interrupt. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is being said already.
        }
    }
}
