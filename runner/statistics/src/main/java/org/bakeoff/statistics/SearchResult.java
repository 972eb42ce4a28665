package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;

/**
 * The hyperparameter search for one model: every configuration that was tried, and which one was selected. Its trials were not
 * tested.
 *
 * @param model the model's name
 * @param selectBy the score that configurations are selected by
 * @param selected the number of the selected configuration
 * @param configurations all that were tried, by their numbers
 */
public record SearchResult(String model, Criterion selectBy, int selected, List<Configuration> configurations) {

    /** Copies the list. */
    public SearchResult {
        configurations = List.copyOf(configurations);
    }

    /** A score on the validation examples. */
    public enum Criterion {
        /** The smallest loss is best. */
        LOSS,
        /** The largest accuracy is best. */
        ACCURACY
    }

    /**
     * One configuration.
     *
     * @param number its number, from 1 on
     * @param values what it sets: JSON texts by JSON pointers into the spec
     * @param loss the mean over seeds of the mean loss on the validation examples, in nats; NaN if a seed diverged or failed
     * @param accuracy the mean over seeds of the fraction of right predictions on them; NaN likewise
     * @param seeds the scores of each seed
     * @param epochs how many it was trained for, unless early stopping ended it before; fewer than the selected one where successive
     *     halving stopped it
     */
    public record Configuration(
            int number, Map<String, String> values, double loss, double accuracy, List<Score> seeds, int epochs) {

        /** Copies the map, in its order, and the list. */
        public Configuration {
            values = OrderedMap.copyOf(values);
            seeds = List.copyOf(seeds);
        }

        /** Returns the score by a criterion; NaN where a seed diverged or failed. */
        public double score(Criterion criterion) {
            return criterion == Criterion.LOSS ? loss : accuracy;
        }
    }

    /**
     * The scores of one trial on the validation examples, with the weights that it kept.
     *
     * @param seed its seed
     * @param loss mean loss an example, in nats; NaN if it diverged or failed
     * @param accuracy fraction of right predictions; NaN likewise
     */
    public record Score(long seed, double loss, double accuracy) {}

    /** Returns how many trials the search took. */
    public int trials() {
        return configurations.stream()
                .mapToInt(configuration -> configuration.seeds().size())
                .sum();
    }

    /** Returns how many epochs the search trained for, unless early stopping ended some before: those of all its trials together. */
    public long epochs() {
        return configurations.stream()
                .mapToLong(one -> (long) one.epochs() * one.seeds().size())
                .sum();
    }

    /** Returns whether configurations were stopped before others, so that their scores are of fewer epochs than was planned. */
    public boolean halved() {
        // Halving refuses a search for the number of epochs.
        return configurations.stream()
                        .filter(configuration -> configuration.values().keySet().stream()
                                .noneMatch(key -> key.endsWith("/training/epochs")))
                        .mapToInt(Configuration::epochs)
                        .distinct()
                        .count()
                > 1;
    }

    /** Returns the selected configuration. */
    public Configuration best() {
        return configurations.get(selected - 1);
    }
}
