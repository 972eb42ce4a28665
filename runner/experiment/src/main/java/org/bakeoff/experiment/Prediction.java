package org.bakeoff.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a trained model says of a text.
 *
 * @param label the class that it predicts: of two classes the second where its probability is at least 0.5, else the most
 *     probable
 * @param probabilities the probability of every class, from 0 to 1, in the order of the dataset's classes
 */
public record Prediction(String label, Map<String, Double> probabilities) {

    /** Copies the map. */
    public Prediction {
        if (!probabilities.containsKey(label)) {
            throw new IllegalArgumentException("'" + label + "' is none of " + probabilities.keySet());
        }
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /** The probability of the class that is predicted. */
    public double probability() {
        return probabilities.getOrDefault(label, Double.NaN);
    }
}
