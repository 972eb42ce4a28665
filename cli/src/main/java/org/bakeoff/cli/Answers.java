package org.bakeoff.cli;

import java.util.List;
import org.bakeoff.experiment.LoadedModel;

/** Asks models about texts, and writes what they say. */
interface Answers {

    /**
     * Answers some texts.
     *
     * @param texts at least one
     * @return lines, a line break after the last
     */
    String to(List<String> texts, List<LoadedModel> models);
}
