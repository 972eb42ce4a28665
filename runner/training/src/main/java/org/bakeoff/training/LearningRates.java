package org.bakeoff.training;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.spec.Suggestion;
import org.bakeoff.spec.Training;

/**
 * Step sizes of weights, by the parts of the model that they are of. A part is a block that the model's block is made of. DJL begins
 * the names of a block's weights with the block's own name after a number: {@code 01encoder_02Linear_weight}.
 *
 * @param rate the step size of a weight whose part has no other
 * @param parts step sizes by the names of parts
 * @param places the names that DJL would give weights, by those that the model gives them; a weight without one has DJL's
 */
record LearningRates(double rate, Map<String, Double> parts, Map<String, String> places) {

    static LearningRates of(double rate) {
        return new LearningRates(rate, Map.of(), Map.of());
    }

    static LearningRates of(Training training, Map<String, String> places) {
        return new LearningRates(training.learningRate(), training.learningRates(), places);
    }

    /** Returns the step size of a weight. */
    double of(String weight) {
        return parts.entrySet().stream()
                .filter(part -> isOf(part.getKey(), weight))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(rate);
    }

    /** Returns what is wrong if a part is named that none of these weights is of. */
    Optional<String> fault(Collection<String> weights) {
        return parts.keySet().stream()
                .filter(part -> weights.stream().noneMatch(weight -> isOf(part, weight)))
                .findFirst()
                .map(part -> Suggestion.instead(
                        "part",
                        part,
                        weights.stream().map(this::part).distinct().toList()));
    }

    private boolean isOf(String part, String weight) {
        String name = unnumbered(weight);
        return name.equals(part) || name.startsWith(part + "_");
    }

    private String part(String weight) {
        String name = unnumbered(weight);
        int end = name.indexOf('_');
        return end < 0 ? name : name.substring(0, end);
    }

    private String unnumbered(String weight) {
        String place = places.getOrDefault(weight, weight);
        int start = 0;
        while (start < place.length() && Character.isDigit(place.charAt(start))) {
            start++;
        }
        return place.substring(start);
    }
}
