package org.bakeoff.api;

import java.util.List;

/**
 * What one model predicts, once for every seed it was trained with.
 *
 * @param model the model's name in the spec
 * @param seeds its predictions, by ascending position of the seed in the spec; at least one
 * @param trained the trained models themselves, in the same order; empty where only their predictions are at hand
 */
public record ModelPredictions(String model, List<Predictions> seeds, List<TrainedModel> trained) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are trained models for some of the seeds only
     */
    public ModelPredictions {
        seeds = List.copyOf(seeds);
        trained = List.copyOf(trained);
        if (!trained.isEmpty() && trained.size() != seeds.size()) {
            throw new IllegalArgumentException(trained.size() + " trained models for " + seeds.size() + " seeds");
        }
    }

    /** In how many of the seeds the example's class is predicted rightly. */
    public int timesRight(int example, int label) {
        return (int) seeds.stream()
                .filter(predictions -> predictions.predicted(example) == label)
                .count();
    }

    /** Whether more than half of the seeds predict the example's class rightly. */
    public boolean mostlyRight(int example, int label) {
        return 2 * timesRight(example, label) > seeds.size();
    }

    /** The mean over seeds of the probability of a class. */
    public double meanProbability(int example, int classIndex) {
        return seeds.stream()
                .mapToDouble(predictions -> predictions.probability(example, classIndex))
                .average()
                .orElse(Double.NaN);
    }
}
