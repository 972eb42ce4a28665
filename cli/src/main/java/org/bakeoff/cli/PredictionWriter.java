package org.bakeoff.cli;

import java.util.List;
import org.bakeoff.experiment.LoadedModel;

/** Formats what models predict for texts. */
interface PredictionWriter {

    /**
     * Predicts some texts and formats what the models say.
     *
     * @param texts at least one
     * @return lines, a line break after the last
     */
    String to(List<String> texts, List<LoadedModel> models);
}
