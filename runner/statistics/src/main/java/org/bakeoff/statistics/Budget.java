package org.bakeoff.statistics;

import java.util.Map;

/**
 * Describes what the training of a model cost, and on what it was trained.
 *
 * @param epochs passes over the training examples, a mean over seeds
 * @param updates updates of the weights, a mean over seeds
 * @param tokens tokens seen in training, without padding, a mean over seeds; those of a model's own encoding, if it has one
 * @param trials how many trials it took
 * @param nonDefaults the keys of its configuration and training that differ from the defaults, with their values as JSON
 * @param vocabulary the token ids that it takes
 * @param splitSha256 the SHA-256 of the ids of its training examples and of its validation examples
 */
public record Budget(
        double epochs,
        double updates,
        double tokens,
        Trials trials,
        Map<String, String> nonDefaults,
        Vocabulary vocabulary,
        String splitSha256) {

    /**
     * The token ids that a model takes.
     *
     * @param size their number, padding included
     * @param sha256 the SHA-256 of their words
     */
    public record Vocabulary(int size, String sha256) {}

    /**
     * The trials that a model took.
     *
     * @param configurations how many configurations were tried, the selected one included; 1 without a search
     * @param searched the trials of the search, none of which is tested; 0 without one
     * @param tested the trials that were tested: with fresh seeds after a search
     */
    public record Trials(int configurations, int searched, int tested) {

        /** Returns how many there are of both. */
        public int total() {
            return searched + tested;
        }
    }

    /** A quantity that models may be given more or less of. */
    public enum Amount {
        /** Configurations tried. */
        CONFIGURATIONS,
        /** Trials trained, those of a search and those that confirm what it selected. */
        TRIALS,
        /** Passes over the training examples. */
        EPOCHS,
        /** Updates of the weights. */
        UPDATES,
        /** Tokens seen in training. */
        TOKENS,
        /** Numbers to learn. */
        PARAMETERS
    }

    /** Data that models may be given others of. */
    public enum Data {
        /** The vocabulary. */
        VOCABULARY,
        /** The training examples. */
        TRAINING_EXAMPLES
    }
}
