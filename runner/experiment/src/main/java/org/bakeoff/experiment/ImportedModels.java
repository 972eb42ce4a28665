package org.bakeoff.experiment;

import java.util.List;
import java.util.Optional;
import org.bakeoff.api.Predictions;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;

/** Describes models of which only predictions are known. */
final class ImportedModels {

    /** What stands for the plugin of such a model. */
    static final String PLUGIN = "predictions";

    static final ModelDescription DESCRIPTION = new ModelDescription(PLUGIN, 0, 0, List.of(), Optional.empty());

    private ImportedModels() {}

    static ComparisonInput.Trial trial(Predictions predictions) {
        return new ComparisonInput.Trial(
                predictions.seed(),
                ModelResult.Status.DONE,
                Optional.empty(),
                Optional.of(predictions),
                Double.NaN,
                Double.NaN);
    }
}
