package org.bakeoff.cli;

import java.util.List;
import org.bakeoff.experiment.LoadedModel;

/** Formats what models predict for texts. */
interface PredictionWriter {

    /**
     * Predicts some texts and formats the predictions.
     *
     * @param texts at least one
     * @return lines, each with a line break at its end
     */
    String to(List<String> texts, List<LoadedModel> models);
}
