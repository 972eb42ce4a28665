package org.bakeoff.cli;

import java.util.Optional;
import org.bakeoff.report.Numbers;
import org.bakeoff.training.progress.Progress;

/** Counts the trials of a run that are over, and says once of those that were done before how many they are. */
final class KeptTrials {

    private int planned;
    private int over;
    private int kept;
    private boolean reported;

    void accept(Progress event) {
        if (event instanceof Progress.RunStarted) {
            planned = 0;
            over = 0;
            kept = 0;
            reported = false;
        } else if (event instanceof Progress.TrialsPlanned trials) {
            planned = trials.trials();
        } else if (event instanceof Progress.SeedsCompared compared) {
            planned += compared.adding().size();
        } else if (event instanceof Progress.TrialKept) {
            kept++;
            over++;
        } else if (event instanceof Progress.TrialEnded || event instanceof Progress.TrialFailed) {
            over++;
        }
    }

    int planned() {
        return planned;
    }

    int over() {
        return over;
    }

    /** Returns the line for those that were done before, unless there is none since the last line. */
    Optional<String> line() {
        if (kept == 0) {
            return Optional.empty();
        }
        String line = Numbers.count(kept) + (reported ? " more" : " of " + Numbers.count(planned))
                + ((reported ? kept : planned) == 1 ? " trial was" : " trials were") + " done before";
        kept = 0;
        reported = true;
        return Optional.of(line);
    }
}
