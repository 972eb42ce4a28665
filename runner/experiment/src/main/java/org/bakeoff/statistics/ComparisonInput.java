package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import org.bakeoff.api.Example;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;

/**
 * What models are compared on.
 *
 * @param train the training set, to check the test set against
 * @param split which of it was trained on
 * @param test the test set with its labels
 * @param evaluations see {@link ComparisonResult.Dataset#evaluations()}
 * @param trained the trained models that are at hand, by the trial's name
 * @param budgets what models were given that were trained on other training data than this, by the model's name
 * @param tuning what was tried for those models that were tuned
 * @param remarks what the reader must know besides of how the models came to be, in sentences without the full stop
 */
public record ComparisonInput(
        List<Example> train,
        ValidationSplit split,
        TestData test,
        long evaluations,
        Map<String, TrainedModel> trained,
        Map<String, Budget> budgets,
        List<SearchResult> tuning,
        List<String> remarks) {

    /** Copies the lists and the maps. */
    public ComparisonInput {
        train = List.copyOf(train);
        trained = Map.copyOf(trained);
        budgets = Map.copyOf(budgets);
        tuning = List.copyOf(tuning);
        remarks = List.copyOf(remarks);
    }
}
