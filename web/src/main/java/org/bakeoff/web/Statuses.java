package org.bakeoff.web;

import java.util.Locale;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.report.run.TrialProgress.Status;

/** Says in a word where a trial is. */
public final class Statuses {

    private Statuses() {}

    /**
     * Returns the word.
     *
     * @param run the state of the trial's run: nothing trains where no process works on it
     */
    public static String of(TrialProgress trial, RunState run) {
        if (trial.status() != Status.TRAINING) {
            return trial.status().name().toLowerCase(Locale.ROOT);
        }
        if (run != RunState.RUNNING) {
            return "interrupted";
        }
        if (!trial.reason().isEmpty()) {
            return "second attempt";
        }
        return trial.planned() > 0 && trial.training().done() >= trial.planned() ? "predicting" : "training";
    }
}
