package org.bakeoff.api;

import java.util.List;
import java.util.Optional;

/**
 * Holds what one model predicts, once for each seed that it was trained with.
 *
 * @param model the model's name in the spec
 * @param seeds its predictions, in the order of the seeds in the spec; at least one
 * @param trained the trained models in the same order; empty where only predictions are available
 * @param encoding what the model reads, if it has an encoding of its own; empty if it takes the dataset's token ids
 */
public record ModelPredictions(
        String model, List<Predictions> seeds, List<TrainedModel> trained, Optional<OwnEncoding> encoding) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there are trained models for only some of the seeds
     */
    public ModelPredictions {
        seeds = List.copyOf(seeds);
        trained = List.copyOf(trained);
        if (!trained.isEmpty() && trained.size() != seeds.size()) {
            throw new IllegalArgumentException(trained.size() + " trained models for " + seeds.size() + " seeds");
        }
    }

    /** Holds the predictions of a model that takes the dataset's token ids. */
    public ModelPredictions(String model, List<Predictions> seeds, List<TrainedModel> trained) {
        this(model, seeds, trained, Optional.empty());
    }

    /**
     * The test examples as a model with an encoding of its own reads them.
     *
     * @param data describes its token ids
     * @param tokens the token ids of each test example, in the order of {@link Comparison#examples()}
     */
    public record OwnEncoding(DatasetInfo data, List<int[]> tokens) {}

    /** Returns the number of seeds with which the model predicts the right class of an example. */
    public int timesRight(int example, int label) {
        return (int) seeds.stream()
                .filter(predictions -> predictions.predicted(example) == label)
                .count();
    }

    /** Returns the mean over seeds of the probability of a class, from 0 to 1; NaN if a seed's is. */
    public double meanProbability(int example, int classIndex) {
        return seeds.stream()
                .mapToDouble(predictions -> predictions.probability(example, classIndex))
                .average()
                .orElse(Double.NaN);
    }
}
