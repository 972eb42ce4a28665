package org.bakeoff.spec;

import java.util.HashSet;
import java.util.List;
import org.bakeoff.api.ConfigProperty;

/**
 * Holds what a spec says of a model that was trained elsewhere.
 *
 * @param predictions the files of its predictions, one for each seed, which are 1, 2, 3 and so on
 * @param baseline whether it is a baseline
 */
record PredictionFiles(
        @ConfigProperty(
                value =
                        "files of predictions for the test set, one for each seed, and no URLs: id and label, probability, or p0, p1, ..., or"
                                + " a column for each class; see docs/command-line.md",
                required = true,
                path = true)
        List<String> predictions,

        @ConfigProperty("whether it is a baseline, a model that others should outperform")
        boolean baseline) {

    /** Copies the list. */
    PredictionFiles {
        predictions = List.copyOf(predictions);
        if (predictions.isEmpty()) {
            throw new KeyRule.Violation("predictions", "found []; allowed: at least one file");
        }
        if (new HashSet<>(predictions).size() < predictions.size()) {
            throw new KeyRule.Violation("predictions", "a file stands twice, but every seed has a file of its own");
        }
    }

    static PredictionFiles defaults() {
        return new PredictionFiles(List.of("seed1.csv"), false);
    }
}
