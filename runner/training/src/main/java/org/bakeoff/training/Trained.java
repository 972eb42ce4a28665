package org.bakeoff.training;

import java.util.List;
import org.bakeoff.spec.Spec;

/**
 * The trials of an experiment that are over and tested.
 *
 * @param spec the experiment with its models in those settings that were selected
 * @param outcomes how each ended
 * @param tuning what was tried for the models that were swept, and what was selected
 */
public record Trained(Spec spec, List<Outcome> outcomes, List<Tuning> tuning) {

    /** Copies the lists. */
    public Trained {
        outcomes = List.copyOf(outcomes);
        tuning = List.copyOf(tuning);
    }
}
