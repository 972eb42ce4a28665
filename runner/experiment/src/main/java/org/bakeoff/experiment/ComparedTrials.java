package org.bakeoff.experiment;

import java.util.List;
import java.util.Map;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.TrialOutcome;

/**
 * The trials whose models are compared.
 *
 * @param outcomes how they ended
 * @param trained the trained models that are at hand, by the trial's name
 * @param budgets what models were given that were trained on other training data, by the model's name
 * @param searches the hyperparameter searches, by model that was tuned
 * @param warnings what one must know besides of how the models came to be
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
