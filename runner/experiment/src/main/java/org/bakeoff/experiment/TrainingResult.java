package org.bakeoff.experiment;

import java.util.List;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.TrialOutcome;

/**
 * The trials of an experiment that have ended and were tested.
 *
 * @param spec the experiment, each model in the configuration that was selected
 * @param outcomes how each trial ended
 * @param searches what a search tried for each model that was searched for, and what it selected
 */
record TrainingResult(Spec spec, List<TrialOutcome> outcomes, List<SearchResult> searches) {

    /** Copies the lists. */
    TrainingResult {
        outcomes = List.copyOf(outcomes);
        searches = List.copyOf(searches);
    }
}
