package org.bakeoff.experiment;

import java.util.List;
import java.util.Map;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.TrialOutcome;

/**
 * Holds the trials whose models are compared.
 *
 * @param outcomes how they ended
 * @param trained the available trained models, by the trial's name
 * @param budgets the budgets of models with other training data, by the model's name
 * @param searches the hyperparameter searches, by model that was tuned
 * @param warnings further warnings about the origin of the models
 */
record ComparedTrials(
        List<TrialOutcome> outcomes,
        Map<String, TrainedModel> trained,
        Map<String, Budget> budgets,
        List<SearchResult> searches,
        List<Warning> warnings) {

    /** Copies the lists and the maps. */
    ComparedTrials {
        outcomes = List.copyOf(outcomes);
        trained = Map.copyOf(trained);
        budgets = Map.copyOf(budgets);
        searches = List.copyOf(searches);
        warnings = List.copyOf(warnings);
    }
}
