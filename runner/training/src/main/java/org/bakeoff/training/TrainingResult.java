package org.bakeoff.training;

import java.util.List;
import org.bakeoff.spec.Spec;

/**
 * The trials of an experiment that have ended and were tested.
 *
 * @param spec the experiment, each model in the configuration that was selected
 * @param outcomes how each trial ended
 * @param tuning what a search tried for each model that was searched for, and what it selected
 */
public record TrainingResult(Spec spec, List<TrialOutcome> outcomes, List<ModelSelection> tuning) {

    /** Copies the lists. */
    public TrainingResult {
        outcomes = List.copyOf(outcomes);
        tuning = List.copyOf(tuning);
    }
}
