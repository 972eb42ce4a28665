package org.bakeoff.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds what a trained model predicts for a text.
 *
 * @param label the predicted class: of two classes the second one if its probability is at least 0.5; of more, the most
 *     probable
 * @param probabilities the probability of every class, from 0 to 1, in the order of the dataset's classes
 * @param words how many words of the text the model saw, after truncation
 * @param knownWords how many of them the vocabulary has; with none, the prediction says nothing about the text
 */
public record Prediction(String label, Map<String, Double> probabilities, int words, int knownWords) {

    /** Copies the map. */
    public Prediction {
        if (!probabilities.containsKey(label)) {
            throw new IllegalArgumentException("'" + label + "' is none of " + probabilities.keySet());
        }
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /** Returns the probability of the predicted class. */
    public double probability() {
        return probabilities.getOrDefault(label, Double.NaN);
    }
}
